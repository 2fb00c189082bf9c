import type { RecordingReport } from "../api/archives";

/** Whether all of a stream is in its recording. */
export function isWhole(report: RecordingReport): boolean {
  return report.complete && report.gaps.length === 0 && report.stored_segments >= report.expected_segments;
}
