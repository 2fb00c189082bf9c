import { useEffect, useState } from "react";
import type { Stamp } from "../api/types";
import type { ChatSocket } from "../chat/socket";

const SHOWN_MS = 3_000;
const SHOWN_MAX = 40;
const PER_BURST_MAX = 6;

interface Flying {
  key: number;
  stamp: Stamp;
  left: number;
  delay: number;
}

let keys = 0;

/** Stamps that rise over the picture for three seconds. */
export function Reactions({ socket, stamps }: { socket: ChatSocket; stamps: readonly Stamp[] }) {
  const [flying, setFlying] = useState<Flying[]>([]);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const unsubscribe = socket.onReactions((bursts) => {
      const fresh = bursts.flatMap(({ stampId, count }) => {
        const stamp = stamps.find(({ id }) => id === stampId);
        if (!stamp) return [];
        return Array.from({ length: Math.min(count, PER_BURST_MAX) }, (_, index) => ({
          key: keys++,
          stamp,
          left: 8 + Math.random() * 84,
          delay: index * 90,
        }));
      });
      if (fresh.length === 0) return;
      setFlying((current) => [...current, ...fresh].slice(-SHOWN_MAX));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setFlying((current) => current.filter((one) => !fresh.includes(one)));
      }, SHOWN_MS + PER_BURST_MAX * 90);
      timers.add(timer);
    });
    return () => {
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [socket, stamps]);

  return (
    <div className="reactions" aria-hidden="true">
      {flying.map(({ key, stamp, left, delay }) => (
        <img
          key={key}
          className="reactions__stamp"
          data-testid="reaction"
          src={stamp.image_url}
          alt=""
          style={{ left: `${left}%`, animationDelay: `${delay}ms` }}
        />
      ))}
    </div>
  );
}
