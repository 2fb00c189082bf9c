import { Link } from "@tanstack/react-router";
import { useLiveStreams } from "../api/queries";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { StreamCard } from "../components/StreamCard";
import { useI18n } from "../i18n";
import { usePageTitle } from "./usePageTitle";

export function HomePage() {
  const { t } = useI18n();
  const streams = useLiveStreams();
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
          {streams.data.items.map((stream) => (
            <li key={stream.stream_id}>
              <StreamCard stream={stream} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
