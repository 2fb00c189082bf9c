import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { streamKey, useStamps } from "../../api/queries";
import { endStream } from "../../api/streams";
import type { Stream, User } from "../../api/types";
import { useChat } from "../../chat/useChat";
import { useI18n } from "../../i18n";
import { Player } from "../../player/Player";
import { Reactions } from "../../player/Reactions";
import { playbackUrl } from "../../player/url";
import { useSignal } from "../../studio/useSignal";
import { ChatPanel } from "../chat/ChatPanel";
import { ConfirmDialog } from "../ConfirmDialog";
import { ErrorNotice } from "../Notice";
import { ViewerCount } from "../ViewerCount";
import { CameraPanel } from "./CameraPanel";
import { EncoderPanel } from "./EncoderPanel";
import { mediaText } from "./mediaText";
import { SignalPanel } from "./SignalPanel";

interface OnAirProps {
  stream: Stream;
  user: User;
  onEnded: (stream: Stream) => void;
}

/** Everything about the stream that is open: its signal, its viewers, its chat, its end. */
export function OnAir({ stream, user, onEnded }: OnAirProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const queries = useQueryClient();
  const stamps = useStamps();
  const chat = useChat(stream.stream_id, true);
  const feed = useSignal(stream.stream_id);
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => endStream(stream.stream_id),
    onSuccess: onEnded,
    onSettled: () => setAsking(false),
  });
  const viewers = chat.state.connection === "open" ? (chat.state.viewers ?? stream.viewer_count) : stream.viewer_count;
  const refresh = () => void queries.invalidateQueries({ queryKey: streamKey(stream.stream_id) });

  const told = feed.signal && `${feed.signal.status} ${feed.signal.media}`;
  useEffect(() => {
    // The socket knows before the page would ask again.
    if (told !== null) void queries.invalidateQueries({ queryKey: streamKey(stream.stream_id) });
  }, [told, queries, stream.stream_id]);

  return (
    <div className="studio">
      <div className="studio__main">
        <section className="panel studio__head" aria-label={t("studioState")}>
          <h2>{stream.title}</h2>
          <p className="watch__meta">
            <span className={stream.media === "live" ? "badge badge--live" : "badge"} data-testid="studio-state" data-state={stream.media}>
              {mediaText(stream.media, i18n)}
            </span>
            <ViewerCount count={viewers} />
            {stream.started_at && <span>{t("startedAgo", { ago: i18n.ago(stream.started_at) })}</span>}
          </p>
          {stream.media === "waiting" && <p className="panel__text">{t("studioWaitingText")}</p>}
          {stream.media === "interrupted" && <p className="notice notice--warning">{t("studioInterruptedText")}</p>}
          {end.isError && <ErrorNotice error={end.error} />}
          <div className="panel__actions">
            <Link to="/watch/$streamId" params={{ streamId: stream.stream_id }} className="button button--quiet" target="_blank">
              {t("studioWatchPage")}
            </Link>
            <button type="button" className="button button--danger" data-testid="studio-end" onClick={() => setAsking(true)}>
              {t("studioEnd")}
            </button>
          </div>
        </section>
        <SignalPanel feed={feed} />
        <CameraPanel streamId={stream.stream_id} onSignal={refresh} />
        {stream.ingest && <EncoderPanel streamId={stream.stream_id} ingest={stream.ingest} />}
      </div>
      <div className="studio__side">
        {stream.media === "live" && (
          <figure className="studio__viewers">
            <figcaption>{t("studioViewersSee")}</figcaption>
            <Player src={playbackUrl(stream)} holding={null} muted>
              <Reactions socket={chat.socket} stamps={stamps} />
            </Player>
          </figure>
        )}
        <ChatPanel chat={chat} streamId={stream.stream_id} user={user} broadcasterId={stream.user_id} stamps={stamps} />
      </div>
      <ConfirmDialog
        open={asking}
        title={t("studioEndTitle")}
        text={t("studioEndText")}
        action={t("studioEnd")}
        busy={end.isPending}
        testId="studio-end-confirm"
        onConfirm={() => end.mutate()}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
