import { Link } from "@tanstack/react-router";
import type { MediaState, Stream } from "../api/types";
import { hueOf } from "../hue";
import { useI18n } from "../i18n";
import { ViewerCount } from "./ViewerCount";

export function StreamCard({ stream, followed = false }: { stream: Stream; followed?: boolean }) {
  const i18n = useI18n();
  const name = broadcasterName(stream);
  return (
    <article className="card" data-testid="stream-card">
      <div className="card__picture" style={{ "--hue": hueOf(stream.stream_id) } as React.CSSProperties}>
        {stream.thumbnail_url ? (
          <img src={stream.thumbnail_url} alt="" loading="lazy" />
        ) : (
          <span aria-hidden="true">{Array.from(name || stream.title)[0]?.toUpperCase()}</span>
        )}
        <SignalBadge media={stream.media} />
      </div>
      <h2 className="card__title">
        <Link to="/watch/$streamId" params={{ streamId: stream.stream_id }}>
          {stream.title}
        </Link>
      </h2>
      <p className="card__meta">
        {name && (
          <span className="card__name">
            {name}
            {followed && <span className="tag">{i18n.t("following")}</span>}
          </span>
        )}
        <ViewerCount count={stream.viewer_count} />
        {stream.started_at && <span>{i18n.t("startedAgo", { ago: i18n.ago(stream.started_at) })}</span>}
      </p>
    </article>
  );
}

function SignalBadge({ media }: { media: MediaState }) {
  const { t } = useI18n();
  switch (media) {
    case "live":
      return <span className="badge badge--live">{t("live")}</span>;
    case "interrupted":
      return <span className="badge">{t("stateInterrupted")}</span>;
    case "waiting":
    case "none":
      return <span className="badge">{t("holdWaiting")}</span>;
  }
}

export function broadcasterName(stream: Stream): string {
  return stream.broadcaster?.display_name || stream.broadcaster?.username || "";
}
