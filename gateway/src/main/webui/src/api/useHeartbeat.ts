import { useEffect, type RefObject } from "react";
import { heartbeat, type Qoe } from "./streams";

const EVERY_MS = 20_000;

/** Says every 20 s that somebody watches, and how well it plays. */
export function useHeartbeat(streamId: string, watching: boolean, qoe: RefObject<(() => Qoe | null) | null>): void {
  useEffect(() => {
    if (!watching) return;
    const beat = () => void heartbeat(streamId, qoe.current?.() ?? null).catch(() => undefined);
    beat();
    const timer = setInterval(beat, EVERY_MS);
    return () => clearInterval(timer);
  }, [streamId, watching, qoe]);
}
