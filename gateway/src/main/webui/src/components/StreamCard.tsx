import { Link } from "@tanstack/react-router";
import type { Stream } from "../api/types";
import { hueOf } from "../hue";
import { useI18n } from "../i18n";
import { ViewerCount } from "./ViewerCount";

export function StreamCard({ stream }: { stream: Stream }) {
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
        <span className={stream.media === "live" ? "badge badge--live" : "badge"}>
          {stream.media === "live" ? i18n.t("live") : i18n.t("holdWaiting")}
        </span>
      </div>
      <h2 className="card__title">
        <Link to="/watch/$streamId" params={{ streamId: stream.stream_id }}>
          {stream.title}
        </Link>
      </h2>
      <p className="card__meta">
        {name && <span className="card__name">{name}</span>}
        <ViewerCount count={stream.viewer_count} />
        {stream.started_at && <span>{i18n.t("startedAgo", { ago: i18n.ago(stream.started_at) })}</span>}
      </p>
    </article>
  );
}

export function broadcasterName(stream: Stream): string {
  return stream.broadcaster?.display_name ?? stream.broadcaster?.username ?? "";
}
