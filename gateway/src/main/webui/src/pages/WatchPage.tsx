import { Link, useLocation, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Archive } from "../api/archives";
import { ApiError } from "../api/client";
import { useArchiveOfStream, useStamps, useStream } from "../api/queries";
import type { Qoe } from "../api/streams";
import type { Stream, User } from "../api/types";
import { useHeartbeat } from "../api/useHeartbeat";
import { useChat } from "../chat/useChat";
import { Avatar } from "../components/Avatar";
import { ChatPanel } from "../components/chat/ChatPanel";
import { FollowButton } from "../components/FollowButton";
import { Icon } from "../components/Icon";
import { TipDialog } from "../components/money/TipDialog";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { broadcasterName } from "../components/StreamCard";
import { ViewerCount } from "../components/ViewerCount";
import { useI18n, type I18n } from "../i18n";
import { Player } from "../player/Player";
import { playbackUrl } from "../player/url";
import { Reactions } from "../player/Reactions";
import { useSession } from "../session/session";
import { usePageTitle } from "./usePageTitle";

const CHAT_OPEN_AFTER_END_MS = 10 * 60_000;

export function WatchPage() {
  const { t } = useI18n();
  const { streamId } = useParams({ from: "/watch/$streamId" });
  const query = useStream(streamId);
  const session = useSession();
  usePageTitle(query.data?.title);

  if (query.data && !session.loading) {
    return <Watch key={`${streamId}-${session.user?.user_id}`} stream={query.data} user={session.user} />;
  }
  return (
    <div className="page">
      {query.isPending || (query.data && session.loading) ? (
        <Loading />
      ) : query.error instanceof ApiError && [400, 404].includes(query.error.status) ? (
        <Empty title={t("watchMissingTitle")} text={t("watchMissingText")}>
          <Link to="/" className="button">
            {t("backHome")}
          </Link>
        </Empty>
      ) : (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}

function Watch({ stream, user }: { stream: Stream; user: User | null }) {
  const i18n = useI18n();
  const stamps = useStamps();
  const qoe = useRef<(() => Qoe | null) | null>(null);
  const chat = useChat(stream.stream_id, user !== null && chatMayBeOpen(stream));
  const recording = useArchiveOfStream(stream.stream_id, stream.status === "ended");
  useHeartbeat(stream.stream_id, stream.status === "live", qoe);

  const { socket, state } = chat;
  useEffect(() => {
    if (stream.status === "ended" && state.connection === "waiting" && !socket.wasEverOpen) socket.giveUp();
  }, [stream.status, state.connection, socket]);

  const [roomy] = useState(() => window.matchMedia("(min-width: 56.01rem)").matches);
  const name = broadcasterName(stream);
  const viewers = state.connection === "open" ? (state.viewers ?? stream.viewer_count) : stream.viewer_count;
  const hasPlayed = stream.media === "live" || stream.media === "interrupted";
  return (
    <div className="watch">
      <div className="watch__main">
        <Player
          src={stream.status === "live" && hasPlayed ? playbackUrl(stream) : null}
          holding={holding(stream, i18n, recording.data ?? null)}
          qoe={qoe}
        >
          <Reactions socket={socket} stamps={stamps} />
        </Player>
        <div className="watch__about">
          <h1>{stream.title}</h1>
          <div className="watch__meta">
            {name && (
              <Link to="/channel/$userId" params={{ userId: stream.user_id }} className="watch__broadcaster">
                <Avatar userId={stream.user_id} name={name} />
                {name}
              </Link>
            )}
            {name && <FollowButton userId={stream.user_id} name={name} />}
            {stream.status === "live" && stream.user_id !== user?.user_id && <TipButton stream={stream} user={user} />}
            {stream.status === "live" && stream.media === "live" && <span className="badge badge--live">{i18n.t("live")}</span>}
            {stream.status === "live" && <ViewerCount count={viewers} />}
            {stream.started_at && <span>{i18n.t("startedAgo", { ago: i18n.ago(stream.started_at) })}</span>}
            {stream.category && <span className="badge">{stream.category}</span>}
          </div>
          {stream.description && (
            <details className="watch__description" open={roomy}>
              <summary>{i18n.t("watchAbout")}</summary>
              <p>{stream.description}</p>
            </details>
          )}
        </div>
      </div>
      <ChatPanel chat={chat} streamId={stream.stream_id} user={user} broadcasterId={stream.user_id} stamps={stamps} />
    </div>
  );
}

function chatMayBeOpen(stream: Stream): boolean {
  if (stream.status === "live" || stream.status === "scheduled") return true;
  return stream.ended_at !== null && Date.now() - Date.parse(stream.ended_at) < CHAT_OPEN_AFTER_END_MS;
}

/** Opens the tip dialog; visitors are led to log in. */
function TipButton({ stream, user }: { stream: Stream; user: User | null }) {
  const { t } = useI18n();
  const location = useLocation();
  const [open, setOpen] = useState(false);
  if (!user) {
    return (
      <Link to="/login" search={{ next: location.pathname }} className="button button--quiet">
        <Icon name="gift" />
        {t("tip")}
      </Link>
    );
  }
  return (
    <>
      <button type="button" className="button button--quiet" data-testid="tip" onClick={() => setOpen(true)}>
        <Icon name="gift" />
        {t("tip")}
      </button>
      {open && <TipDialog stream={stream} onClose={() => setOpen(false)} />}
    </>
  );
}

function holding(stream: Stream, { t }: I18n, recording: Archive | null): ReactNode {
  const screen = (title: string, text?: string, action?: ReactNode) => (
    <div role="status" data-testid="holding" data-state={stream.status === "live" ? stream.media : stream.status}>
      <p className="player__holding-title">{title}</p>
      {text && <p>{text}</p>}
      {action}
    </div>
  );
  switch (stream.status) {
    case "ended":
      return screen(
        t("endedTitle"),
        recording?.status === "ready" ? t("endedText") : recording ? t("endedRecording") : t("endedText"),
        recording?.status === "ready" ? (
          <Link to="/archives/$archiveId" params={{ archiveId: recording.archive_id }} className="button" data-testid="watch-archive">
            {t("archiveWatch")}
          </Link>
        ) : (
          <Link to="/" className="button">
            {t("backHome")}
          </Link>
        ),
      );
    case "cancelled":
      return screen(t("cancelledTitle"));
    case "scheduled":
      return screen(t("scheduledTitle"), t("holdWaitingText"));
    case "live":
      switch (stream.media) {
        case "live":
          return null;
        case "interrupted":
          return screen(t("holdInterrupted"), t("holdInterruptedText"));
        case "waiting":
        case "none":
          return screen(t("holdWaiting"), t("holdWaitingText"));
      }
  }
}
