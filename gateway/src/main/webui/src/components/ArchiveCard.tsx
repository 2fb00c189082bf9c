import { Link } from "@tanstack/react-router";
import type { Archive } from "../api/archives";
import { useProfile } from "../api/queries";
import { hueOf } from "../hue";
import { useI18n } from "../i18n";
import { ownAddress } from "../player/url";

export function ArchiveCard({ archive, showName = true }: { archive: Archive; showName?: boolean }) {
  const i18n = useI18n();
  const poster = archive.playback?.poster_url;
  return (
    <article className="card" data-testid="archive-card" data-state={archive.status}>
      <div className="card__picture" style={{ "--hue": hueOf(archive.stream_id) } as React.CSSProperties}>
        {poster ? <img src={ownAddress(poster)} alt="" loading="lazy" /> : <span aria-hidden="true">{Array.from(archive.title)[0]?.toUpperCase()}</span>}
        {archive.status !== "ready" && <span className="badge">{i18n.t("archiveNotReady")}</span>}
        {archive.duration_s !== null && <span className="card__length">{i18n.timecode(archive.duration_s)}</span>}
      </div>
      <h3 className="card__title">
        <Link to="/archives/$archiveId" params={{ archiveId: archive.archive_id }}>
          {archive.title}
        </Link>
      </h3>
      <p className="card__meta">
        {showName && <ArchiveOwner userId={archive.user_id} />}
        <span>{i18n.count("archiveViews", archive.views)}</span>
        <span>{i18n.ago(archive.started_at)}</span>
      </p>
    </article>
  );
}

function ArchiveOwner({ userId }: { userId: string }) {
  const { data } = useProfile(userId);
  return data ? <span className="card__name">{data.display_name || data.username}</span> : null;
}

export function ArchiveCards({ archives, showName = true }: { archives: readonly Archive[]; showName?: boolean }) {
  return (
    <ul className="cards">
      {archives.map((archive) => (
        <li key={archive.archive_id}>
          <ArchiveCard archive={archive} showName={showName} />
        </li>
      ))}
    </ul>
  );
}
