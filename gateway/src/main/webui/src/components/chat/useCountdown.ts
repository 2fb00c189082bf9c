import { useEffect, useState } from "react";

/** Whole seconds until an instant (ms since 1970), 0 when it is past or there is none. */
export function useCountdown(until: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));

  useEffect(() => {
    if (until === null) return;
    setNow(Date.now());
    const clock = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(clock);
    }, 250);
    return () => clearInterval(clock);
  }, [until]);

  return left;
}
