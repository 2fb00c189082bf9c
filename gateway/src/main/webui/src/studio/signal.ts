import type { MediaState, StreamStatus } from "../api/types";

/** How a signal arrives and is worked on; null is what the media server does not measure. */
export interface Arrival {
  bitrateKbps: number | null;
  framesPerSecond: number | null;
  sourceFramesPerSecond: number | null;
  /** Media time per time of what the encoder made; below 1 it falls behind. */
  speed: number | null;
  droppedFrames: number | null;
  lagMs: number | null;
  width: number | null;
  height: number | null;
  renditions: readonly string[];
  renditionsMissing: readonly string[];
  renditionLean: string | null;
}

/** What viewers' players told over the last half minute. */
export interface Playback {
  reports: number;
  rebufferRatio: number;
  latencyMs: number | null;
}

export interface Advice {
  code: string;
  message: string;
  safeKbps: number | null;
}

/** What a broadcaster is told of a stream at a moment. */
export interface Signal {
  status: StreamStatus;
  media: MediaState;
  ingest: Arrival | null;
  playback: Playback | null;
  advice: readonly Advice[];
}

/** What hurts and can be helped comes before what is good to know. */
const BY_WEIGHT = ["UPLOAD_SHORT", "VIEWERS_REBUFFER", "BITRATE_HIGH", "SERVER_SHORT", "LADDER_LEAN"];
const STATUSES: readonly unknown[] = ["scheduled", "live", "ended", "cancelled"] satisfies StreamStatus[];
const MEDIA: readonly unknown[] = ["none", "waiting", "live", "interrupted"] satisfies MediaState[];

/** Reads a frame of the studio's socket; null for anything else than a stream's figures. */
export function parseSignal(text: string): Signal | null {
  const frame = object(parsed(text));
  if (frame?.["type"] !== "stats" || !STATUSES.includes(frame["status"]) || !MEDIA.includes(frame["media"])) return null;
  return {
    status: frame["status"] as StreamStatus,
    media: frame["media"] as MediaState,
    ingest: arrival(object(frame["ingest"])),
    playback: playback(object(frame["playback"])),
    advice: list(frame["advice"]).flatMap(advice).sort((one, other) => weight(one) - weight(other)),
  };
}

function arrival(ingest: Fields | null): Arrival | null {
  return (
    ingest && {
      bitrateKbps: count(ingest["bitrate_kbps"]),
      framesPerSecond: count(ingest["frames_per_second"]),
      sourceFramesPerSecond: count(ingest["source_frames_per_second"]) || null,
      speed: count(ingest["speed"]),
      droppedFrames: count(ingest["dropped_frames"]),
      lagMs: count(ingest["lag_millis"]),
      // Without a picture, or before the first, a server may say 0.
      width: count(ingest["width"]) || null,
      height: count(ingest["height"]) || null,
      renditions: list(ingest["renditions"]).filter(isText),
      renditionsMissing: list(ingest["renditions_missing"]).filter(isText),
      renditionLean: isText(ingest["rendition_lean"]) ? ingest["rendition_lean"] : null,
    }
  );
}

function playback(told: Fields | null): Playback | null {
  const reports = count(told?.["reports"]);
  const rebufferRatio = count(told?.["rebuffer_ratio"]);
  if (reports === null || rebufferRatio === null) return null;
  return { reports, rebufferRatio: Math.min(1, rebufferRatio), latencyMs: count(told?.["latency_ms"]) };
}

function advice(value: unknown): Advice[] {
  const { code, message, safe_kbps } = object(value) ?? {};
  return isText(code) && isText(message) ? [{ code, message, safeKbps: count(safe_kbps) }] : [];
}

function weight({ code }: Advice): number {
  const known = BY_WEIGHT.indexOf(code);
  return known < 0 ? BY_WEIGHT.length : known;
}

type Fields = Record<string, unknown>;

function object(value: unknown): Fields | null {
  return value !== null && typeof value === "object" ? (value as Fields) : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
