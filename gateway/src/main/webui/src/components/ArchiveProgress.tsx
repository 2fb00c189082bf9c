import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { retryArchive, type Archive } from "../api/archives";
import { archiveKey } from "../api/queries";
import { useI18n, type I18n } from "../i18n";
import { ErrorNotice } from "./Notice";

/** How far a recording is on its way to being watched; its owner can have a failed one tried again. */
export function ArchiveProgress({ archive, owner }: { archive: Archive; owner: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryArchive(archive.archive_id),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["archives"] }),
        queries.invalidateQueries({ queryKey: archiveKey(archive.archive_id) }),
      ]),
  });

  switch (archive.status) {
    case "pending":
    case "processing":
      return (
        <div className="progress" data-testid="archive-progress" data-state={archive.status}>
          <p role="status">
            {stageText(archive.progress.stage, i18n)} {archive.progress.stage !== null && `${archive.progress.percent} %`}
          </p>
          <progress max={100} value={archive.progress.stage === null ? undefined : archive.progress.percent} aria-label={t("archiveProgress")} />
        </div>
      );
    case "ready":
      return (
        <div className="progress" data-testid="archive-progress" data-state="ready">
          <p role="status">{t("archiveReady")}</p>
          <Link to="/archives/$archiveId" params={{ archiveId: archive.archive_id }} className="button" data-testid="archive-open">
            {t("archiveWatch")}
          </Link>
        </div>
      );
    case "failed":
      return (
        <div className="notice notice--error" role="alert" data-testid="archive-progress" data-state="failed">
          <p>{t("archiveFailed")}</p>
          {archive.failure && <p className="notice__detail">{archive.failure}</p>}
          {retry.isError && <ErrorNotice error={retry.error} />}
          {owner && (
            <button type="button" className="button button--quiet" disabled={retry.isPending} onClick={() => retry.mutate()}>
              {t("retry")}
            </button>
          )}
        </div>
      );
    case "archived":
    case "restoring":
    case "deleted":
      return <p className="notice">{archive.status === "restoring" ? t("archiveRestoring") : t("archiveAway")}</p>;
  }
}

function stageText(stage: string | null, { t }: I18n): string {
  switch (stage) {
    case "fetching":
      return t("archiveFetching");
    case "joining":
      return t("archiveJoining");
    case "converting":
      return t("archiveConverting");
    case "uploading":
      return t("archiveUploading");
    default:
      return t("archiveWaiting");
  }
}
