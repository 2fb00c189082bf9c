import type { RecordingReport } from "../api/archives";
import { useI18n, type I18n } from "../i18n";
import { isWhole } from "../replay/report";

/** Says plainly what of a stream is not in its recording; nothing where all of it is. */
export function ArchiveReport({ report }: { report: RecordingReport | null | undefined }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (!report || isWhole(report)) return null;
  const lost = report.expected_segments - report.stored_segments;
  return (
    <div className="notice notice--warning" data-testid="archive-report">
      <p>
        <strong>{t("reportIncomplete")}</strong>{" "}
        {lost > 0 && t("reportSegments", { stored: report.stored_segments, expected: report.expected_segments })}{" "}
        {!report.complete && t("reportUnclosed")}
      </p>
      {report.gaps.length > 0 && (
        <ul className="notice__list">
          {report.gaps.map((gap) => (
            <li key={gap.from}>
              {t("reportGap", { seconds: i18n.number(Math.round(gap.duration_s * 10) / 10), time: i18n.clock(gap.from), reason: reasonText(gap.reason, i18n) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function reasonText(reason: string, { t }: I18n): string {
  switch (reason) {
    case "interrupted":
      return t("gapInterrupted");
    case "lost":
      return t("gapLost");
    default:
      return reason;
  }
}
