import type { Stage } from "../api/stages";

/** The totals of a tenant's stages at a moment. */
export interface Totals {
  viewers: number;
  stages: number;
  publishers: number;
  seats: number;
  seatsTaken: number;
}

/** A moment of the chart. */
export interface Sample {
  at: number;
  viewers: number;
}

/** How far back the chart reaches. */
export const CHART_MS = 10 * 60_000;
const SAMPLES_MAX = 600;

/** Reads totals as they come over HTTP or in a frame; null for anything else. */
export function parseTotals(value: unknown): Totals | null {
  if (value === null || typeof value !== "object") return null;
  const body = value as Record<string, unknown>;
  const viewers = count(body["viewers"]);
  const stages = count(body["stages"]);
  if (viewers === null || stages === null) return null;
  const or0 = (name: string) => count(body[name]) ?? 0;
  return { viewers, stages, publishers: or0("publishers"), seats: or0("seats"), seatsTaken: or0("seatsTaken") };
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

/** The chart with one moment more; what is older than it reaches falls out, but for the last one before, which its line starts at. */
export function sampled(samples: readonly Sample[], viewers: number, at: number): Sample[] {
  const next = [...samples.filter((sample) => sample.at < at), { at, viewers }];
  const first = next.findLastIndex((sample) => sample.at <= at - CHART_MS);
  return next.slice(Math.max(0, first)).slice(-SAMPLES_MAX);
}

/** A stepped line through a box, as an SVG path; empty without samples. */
export function chartPath(samples: readonly Sample[], now: number, width: number, height: number): string {
  if (samples.length === 0) return "";
  const top = chartTop(samples);
  const x = (at: number) => Math.max(0, Math.round(((at - (now - CHART_MS)) / CHART_MS) * width * 10) / 10);
  const y = (viewers: number) => Math.round((height - (viewers / top) * height) * 10) / 10;
  const steps = samples.map((sample, index) => (index === 0 ? `M${x(sample.at)} ${y(sample.viewers)}` : `H${x(sample.at)}V${y(sample.viewers)}`));
  return `${steps.join("")}H${width}`;
}

/** The number at the upper edge: a round one above all samples. */
export function chartTop(samples: readonly Sample[]): number {
  const most = Math.max(1, ...samples.map((sample) => sample.viewers));
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((times) => times * magnitude >= most) ?? 10;
  return Math.max(5, step * magnitude);
}

/** The share of a stage's seats that are taken, from 0 to 1. */
export function load(stage: Pick<Stage, "seatsTaken" | "seatsMax">): number {
  return stage.seatsMax > 0 ? Math.min(1, Math.max(0, stage.seatsTaken / stage.seatsMax)) : 1;
}

/** The last part of an ARN, which is all that tells one stage from another. */
export function shortArn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
