import { Link, useParams } from "@tanstack/react-router";
import { ApiError } from "../api/client";
import { useArchives, useFollowersCount, useLiveStreamsOf, useProfile, useSchedules } from "../api/queries";
import type { Profile } from "../api/types";
import { ArchiveCards } from "../components/ArchiveCard";
import { Avatar } from "../components/Avatar";
import { FollowButton } from "../components/FollowButton";
import { Icon } from "../components/Icon";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { ScheduleList } from "../components/schedule/ScheduleList";
import { StreamCard } from "../components/StreamCard";
import { useI18n } from "../i18n";
import { useSession } from "../session/session";
import { usePageTitle } from "./usePageTitle";

export function ChannelPage() {
  const { t } = useI18n();
  const { userId } = useParams({ from: "/channel/$userId" });
  const query = useProfile(userId);
  usePageTitle(query.data ? query.data.display_name || query.data.username : undefined);
  const missing = query.error instanceof ApiError && [400, 404].includes(query.error.status);
  return (
    <div className="page">
      {query.data ? (
        <Channel key={userId} profile={query.data} />
      ) : query.isPending ? (
        <Loading />
      ) : missing ? (
        <Empty title={t("channelMissing")} text={t("notFoundText")}>
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

function Channel({ profile }: { profile: Profile }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { user } = useSession();
  const followers = useFollowersCount(profile.user_id);
  const live = useLiveStreamsOf(profile.user_id);
  const schedules = useSchedules({ user_id: profile.user_id, limit: 10 });
  const archives = useArchives({ user_id: profile.user_id, limit: 24 });
  const name = profile.display_name || profile.username;
  const own = user?.user_id === profile.user_id;

  return (
    <>
      <header className="channel">
        <Avatar userId={profile.user_id} name={name} large />
        <div className="channel__who">
          <h1>{name}</h1>
          <p className="channel__meta">
            <span>@{profile.username}</span>
            {followers.data !== undefined && <span data-testid="followers">{i18n.count("followers", followers.data)}</span>}
          </p>
          {profile.bio && <p className="channel__bio">{profile.bio}</p>}
        </div>
        <div className="panel__actions">
          {own ? (
            <Link to="/profile" className="button button--quiet">
              {t("navProfile")}
            </Link>
          ) : (
            <FollowButton userId={profile.user_id} name={name} />
          )}
        </div>
      </header>

      {live.data && live.data.items.length > 0 && (
        <section className="section" aria-labelledby="channel-live">
          <h2 id="channel-live">{t("homeTitle")}</h2>
          <ul className="cards">
            {live.data.items.map((stream) => (
              <li key={stream.stream_id}>
                <StreamCard stream={stream} />
              </li>
            ))}
          </ul>
        </section>
      )}

      <section className="section" aria-labelledby="channel-upcoming">
        <div className="page__head">
          <h2 id="channel-upcoming">{t("upcoming")}</h2>
          <a className="button button--quiet button--small" href={`/api/users/${profile.user_id}/schedule.ics`}>
            <Icon name="calendar" />
            {t("calendarFeed")}
          </a>
        </div>
        {schedules.isPending && <Loading />}
        {schedules.isError && <ErrorNotice error={schedules.error} onRetry={() => void schedules.refetch()} />}
        {schedules.data?.items.length === 0 && (
          <p className="section__empty">
            {t("channelNoSchedule", { name })} {own && <Link to="/schedule">{t("scheduleNew")}</Link>}
          </p>
        )}
        {schedules.data && schedules.data.items.length > 0 && <ScheduleList schedules={schedules.data.items} showName={false} />}
      </section>

      <section className="section" aria-labelledby="channel-archives">
        <h2 id="channel-archives">{t("archives")}</h2>
        {archives.isPending && <Loading />}
        {archives.isError && <ErrorNotice error={archives.error} onRetry={() => void archives.refetch()} />}
        {archives.data?.items.length === 0 && <p className="section__empty">{t("channelNoArchives", { name })}</p>}
        {archives.data && archives.data.items.length > 0 && <ArchiveCards archives={archives.data.items} showName={false} />}
      </section>
    </>
  );
}
