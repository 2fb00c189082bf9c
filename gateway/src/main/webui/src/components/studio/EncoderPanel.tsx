import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { streamKey } from "../../api/queries";
import { rotateStreamKey } from "../../api/streams";
import type { Ingest } from "../../api/types";
import { useI18n } from "../../i18n";
import { ConfirmDialog } from "../ConfirmDialog";
import { ErrorNotice } from "../Notice";
import { CopyField } from "./CopyField";

/** The address and key for OBS or any other RTMP encoder. */
export function EncoderPanel({ streamId, ingest }: { streamId: string; ingest: Ingest }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: rotateStreamKey,
    onSettled: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: streamKey(streamId) });
    },
  });
  if (!ingest.rtmp_url || !ingest.stream_key) return null;
  return (
    <section className="panel" aria-labelledby="encoder-title">
      <h2 id="encoder-title">{t("studioEncoder")}</h2>
      <CopyField label={t("studioRtmpUrl")} value={ingest.rtmp_url} testId="studio-rtmp-url" />
      <CopyField label={t("studioStreamKey")} value={ingest.stream_key} secret testId="studio-stream-key" />
      <p className="panel__text">{t("studioKeyWarning")}</p>
      {rotate.isError && <ErrorNotice error={rotate.error} />}
      <div className="panel__actions">
        <button type="button" className="button button--quiet" data-testid="studio-rotate-key" onClick={() => setAsking(true)}>
          {t("studioRotate")}
        </button>
        <span role="status">{rotate.isSuccess && t("studioRotated")}</span>
      </div>
      <details className="panel__steps">
        <summary>{t("obsSteps")}</summary>
        <ol>
          <li>{t("obsStep1")}</li>
          <li>{t("obsStep2")}</li>
          <li>{t("obsStep3")}</li>
          <li>{t("obsStep4")}</li>
        </ol>
      </details>
      <ConfirmDialog
        open={asking}
        title={t("studioRotateTitle")}
        text={t("studioRotateText")}
        action={t("studioRotate")}
        busy={rotate.isPending}
        testId="studio-rotate-confirm"
        onConfirm={() => rotate.mutate()}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
