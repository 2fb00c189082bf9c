import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { stats } from "../api/stages";
import { socketUrl } from "../chat/socket";
import { parseTotals, sampled, type Sample, type Totals } from "./totals";

const BACKOFF_MS = 3_000;
const POLL_EVERY_MS = 10_000;
const REDRAW_EVERY_MS = 5_000;
const key = ["stats"] as const;

/** The totals as they change, and how the viewers did since the page was opened. */
export function useTotals(): { totals: Totals | null; samples: Sample[]; now: number; live: boolean; error: unknown } {
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  const [samples, setSamples] = useState<Sample[]>([]);
  const [now, setNow] = useState(Date.now);
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => parseTotals(await stats(signal)),
    refetchInterval: live ? false : POLL_EVERY_MS,
  });

  useEffect(() => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      socket = new WebSocket(socketUrl("/ws/stats"));
      socket.onopen = () => setLive(true);
      socket.onmessage = (event) => {
        const totals = typeof event.data === "string" ? parseTotals(parsed(event.data)) : null;
        if (!totals) return;
        // An answer that is still under way is older than this.
        void queries.cancelQueries({ queryKey: key }).then(() => queries.setQueryData(key, totals));
        void queries.invalidateQueries({ queryKey: ["stages"] });
      };
      socket.onclose = () => {
        setLive(false);
        timer = setTimeout(connect, BACKOFF_MS);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      if (socket) {
        socket.onclose = null;
        socket.close();
      }
    };
  }, [queries]);

  const totals = query.data ?? null;
  const viewers = totals?.viewers;
  useEffect(() => {
    if (viewers === undefined) return;
    const at = Date.now();
    setNow(at);
    setSamples((before) => sampled(before, viewers, at));
  }, [viewers]);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REDRAW_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  return { totals, samples, now, live, error: query.error };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
