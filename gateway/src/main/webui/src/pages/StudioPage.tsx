import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { streamKey, useArchiveOfStream, useStream } from "../api/queries";
import { ownLiveStream } from "../api/streams";
import type { Stream, User } from "../api/types";
import { ArchiveProgress } from "../components/ArchiveProgress";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { SignedIn } from "../components/SignedIn";
import { InNumbers } from "../components/studio/InNumbers";
import { NewStream } from "../components/studio/NewStream";
import { OnAir } from "../components/studio/OnAir";
import { useI18n } from "../i18n";
import { usePageTitle } from "./usePageTitle";

export function StudioPage() {
  const { t } = useI18n();
  usePageTitle(t("studioTitle"));
  return (
    <div className="page">
      <h1>{t("studioTitle")}</h1>
      <SignedIn>{(user) => <Studio key={user.user_id} user={user} />}</SignedIn>
    </div>
  );
}

function Studio({ user }: { user: User }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const [streamId, setStreamId] = useState<string | null>(null);
  const own = useQuery({
    queryKey: ["streams", "own", user.user_id],
    queryFn: ({ signal }) => ownLiveStream(user.user_id, signal),
    enabled: streamId === null,
    staleTime: 0,
  });

  const shown = streamId ?? own.data?.stream_id ?? null;
  if (shown !== null) {
    return (
      <OwnStream
        key={shown}
        streamId={shown}
        user={user}
        onAnother={() => {
          queries.setQueryData(["streams", "own", user.user_id], null);
          setStreamId(null);
        }}
        onShown={() => setStreamId(shown)}
      />
    );
  }
  if (own.isPending) return <Loading />;
  if (own.isError) return <ErrorNotice error={own.error} onRetry={() => void own.refetch()} />;
  return (
    <>
      <NewStream
        onCreated={(stream) => {
          queries.setQueryData(streamKey(stream.stream_id), stream);
          setStreamId(stream.stream_id);
        }}
        onAlreadyLive={() => void own.refetch()}
      />
      <p className="panel__text">
        {t("studioPlan")} <Link to="/schedule">{t("navSchedule")}</Link>
      </p>
    </>
  );
}

interface OwnStreamProps {
  streamId: string;
  user: User;
  onAnother: () => void;
  onShown: () => void;
}

function OwnStream({ streamId, user, onAnother, onShown }: OwnStreamProps) {
  const queries = useQueryClient();
  const query = useStream(streamId);
  const stream = query.data;
  if (!stream) {
    return query.isError ? <ErrorNotice error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  if (stream.status === "live") {
    return (
      <OnAir
        stream={stream}
        user={user}
        onEnded={(ended) => {
          onShown();
          queries.setQueryData<Stream>(streamKey(streamId), (before) => ({ ...before, ...ended }));
        }}
      />
    );
  }
  return <Ended stream={stream} user={user} onAnother={onAnother} />;
}

function Ended({ stream, user, onAnother }: { stream: Stream; user: User; onAnother: () => void }) {
  const { t, duration } = useI18n();
  const recording = useArchiveOfStream(stream.stream_id);
  const started = stream.started_at ? Date.parse(stream.started_at) : 0;
  const ended = stream.ended_at ? Date.parse(stream.ended_at) : started;
  return (
    <div data-testid="studio-ended">
      <Empty
        title={t("studioEndedTitle")}
        text={t("studioEndedText", {
          duration: duration((ended - started) / 1000),
          peak: stream.peak_viewer_count ?? stream.viewer_count,
        })}
      >
        <InNumbers streamId={stream.stream_id} />
        {recording.data && <ArchiveProgress archive={recording.data} owner={recording.data.user_id === user.user_id} />}
        <button type="button" className="button button--quiet" onClick={onAnother}>
          {t("studioStartAnother")}
        </button>
      </Empty>
    </div>
  );
}
