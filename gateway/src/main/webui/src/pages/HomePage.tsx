import { Link } from "@tanstack/react-router";
import { useArchives, useFollowedIds, useLiveStreams, useSchedules } from "../api/queries";
import { ArchiveCards } from "../components/ArchiveCard";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { ScheduleList } from "../components/schedule/ScheduleList";
import { StreamCard } from "../components/StreamCard";
import { followedFirst } from "../followed";
import { useI18n } from "../i18n";
import { usePageTitle } from "./usePageTitle";

export function HomePage() {
  const { t } = useI18n();
  const streams = useLiveStreams();
  const followed = useFollowedIds();
  usePageTitle(undefined);
  return (
    <div className="page">
      <h1>{t("homeTitle")}</h1>
      {streams.isPending && <Loading />}
      {streams.isError && <ErrorNotice error={streams.error} onRetry={() => void streams.refetch()} />}
      {streams.data?.items.length === 0 && (
        <Empty title={t("homeEmptyTitle")} text={t("homeEmptyText")}>
          <Link to="/studio" className="button">
            {t("homeEmptyAction")}
          </Link>
        </Empty>
      )}
      {streams.data && streams.data.items.length > 0 && (
        <ul className="cards">
          {followedFirst(streams.data.items, followed).map((stream) => (
            <li key={stream.stream_id}>
              <StreamCard stream={stream} followed={followed.has(stream.user_id)} />
            </li>
          ))}
        </ul>
      )}
      <Upcoming followed={followed} />
      <RecentArchives followed={followed} />
    </div>
  );
}

/** A part of the page that stays away while there is nothing in it. */
function Upcoming({ followed }: { followed: ReadonlySet<string> }) {
  const { t } = useI18n();
  const query = useSchedules({ limit: 12 });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="section" aria-labelledby="home-upcoming" data-testid="upcoming">
      <h2 id="home-upcoming">{t("upcoming")}</h2>
      <ScheduleList schedules={followedFirst(items, followed)} />
    </section>
  );
}

function RecentArchives({ followed }: { followed: ReadonlySet<string> }) {
  const { t } = useI18n();
  const query = useArchives({ limit: 12 });
  const items = query.data?.items.filter((archive) => archive.status === "ready") ?? [];
  if (items.length === 0) return null;
  return (
    <section className="section" aria-labelledby="home-archives" data-testid="recent-archives">
      <h2 id="home-archives">{t("recentArchives")}</h2>
      <ArchiveCards archives={followedFirst(items, followed)} />
    </section>
  );
}
