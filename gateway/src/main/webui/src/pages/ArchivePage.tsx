import { Link, useParams } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { archiveWatched, type Archive } from "../api/archives";
import { ApiError } from "../api/client";
import { useArchive, useProfile } from "../api/queries";
import type { User } from "../api/types";
import { ArchiveProgress } from "../components/ArchiveProgress";
import { ArchiveReport } from "../components/ArchiveReport";
import { Avatar } from "../components/Avatar";
import { FollowButton } from "../components/FollowButton";
import { Icon } from "../components/Icon";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { ReplayPanel } from "../components/replay/ReplayPanel";
import { useI18n } from "../i18n";
import { ownAddress } from "../player/url";
import type { VodSource } from "../player/useVod";
import { VodPlayer } from "../player/VodPlayer";
import { useSession } from "../session/session";
import { usePageTitle } from "./usePageTitle";

export function ArchivePage() {
  const { t } = useI18n();
  const { archiveId } = useParams({ from: "/archives/$archiveId" });
  const query = useArchive(archiveId);
  const { user, loading } = useSession();
  usePageTitle(query.data?.title);
  const archive = query.data;

  if (archive && !loading) {
    return archive.playback ? <Watchable key={archiveId} archive={archive} renew={query.refetch} /> : <NotYet archive={archive} user={user} />;
  }
  return (
    <div className="page">
      {query.isPending || (archive && loading) ? (
        <Loading />
      ) : query.error instanceof ApiError && [400, 404].includes(query.error.status) ? (
        <Empty title={t("archiveMissingTitle")} text={t("archiveMissingText")}>
          <Link to="/" className="button">
            {t("navHome")}
          </Link>
        </Empty>
      ) : query.error instanceof ApiError && query.error.status === 403 ? (
        <Empty title={t("archiveForbiddenTitle")} text={query.error.message}>
          <Link to="/" className="button">
            {t("navHome")}
          </Link>
        </Empty>
      ) : (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}

function NotYet({ archive, user }: { archive: Archive; user: User | null }) {
  return (
    <div className="page page--medium">
      <h1>{archive.title}</h1>
      <ArchiveProgress archive={archive} owner={user?.user_id === archive.user_id} />
    </div>
  );
}

function sourceOf(archive: Archive): VodSource | null {
  return archive.playback ? { hls: ownAddress(archive.playback.hls_url), mp4: ownAddress(archive.playback.mp4_url) } : null;
}

interface WatchableProps {
  archive: Archive;
  renew: () => Promise<{ data?: Archive | undefined }>;
}

function Watchable({ archive, renew }: WatchableProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const video = useRef<HTMLVideoElement>(null);
  const [source] = useState(() => sourceOf(archive)!);
  const profile = useProfile(archive.user_id);
  const name = profile.data?.display_name || profile.data?.username || "";
  const renewed = useCallback(async () => {
    const { data } = await renew();
    return data ? sourceOf(data) : null;
  }, [renew]);

  return (
    <div className="watch" data-testid="archive">
      <div className="watch__main">
        <VodPlayer
          video={video}
          source={source}
          poster={archive.playback?.poster_url ? ownAddress(archive.playback.poster_url) : null}
          spriteTrack={archive.playback?.sprite_vtt_url ?? null}
          durationS={archive.duration_s ?? 0}
          onFirstPlay={() => void archiveWatched(archive.archive_id).catch(() => undefined)}
          renew={renewed}
        />
        <div className="watch__about">
          <h1>{archive.title}</h1>
          <div className="watch__meta">
            {name && (
              <Link to="/channel/$userId" params={{ userId: archive.user_id }} className="watch__broadcaster">
                <Avatar userId={archive.user_id} name={name} />
                {name}
              </Link>
            )}
            {name && <FollowButton userId={archive.user_id} name={name} />}
            <span>{i18n.when(archive.started_at)}</span>
            <span>{i18n.count("archiveViews", archive.views)}</span>
            <a className="button button--quiet" href={`/api/archives/${archive.archive_id}/download`} data-testid="archive-download">
              <Icon name="download" />
              {t("archiveDownload")}
            </a>
          </div>
          <ArchiveReport report={archive.report} />
        </div>
      </div>
      <ReplayPanel archive={archive} video={video} />
    </div>
  );
}
