import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useI18n } from "../../i18n";
import { Icon } from "../Icon";
import { useFollow } from "./useFollow";

interface MessageListProps<Row extends { key: string }> {
  rows: readonly Row[];
  label: string;
  /** What stands where no message does. */
  empty: ReactNode;
  render: (row: Row) => ReactNode;
}

const ROW_HEIGHT_GUESS = 34;

/** Messages, of which only those in sight are in the page; it follows the newest one until the reader scrolls up. */
export function MessageList<Row extends { key: string }>({ rows, label, empty, render }: MessageListProps<Row>) {
  const i18n = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const [seenKey, setSeenKey] = useState<string | null>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_GUESS,
    getItemKey: (index) => rows[index]!.key,
    anchorTo: "end",
    overscan: 8,
  });
  const { following, toEnd, handlers } = useFollow(scroller);

  const lastKey = rows.at(-1)?.key ?? null;
  useEffect(() => {
    if (following) setSeenKey(lastKey);
  }, [following, lastKey]);

  const unread = following ? 0 : rows.length - 1 - rows.findLastIndex((row) => row.key === seenKey);
  return (
    <>
      <div className="chat__log" ref={scroller} role="log" aria-live="off" aria-label={label} tabIndex={0} {...handlers}>
        {rows.length === 0 && empty}
        <div className="chat__canvas" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((virtual) => (
            <div
              key={virtual.key}
              ref={virtualizer.measureElement}
              data-index={virtual.index}
              className="chat__row"
              style={{ transform: `translateY(${virtual.start}px)` }}
            >
              {render(rows[virtual.index]!)}
            </div>
          ))}
        </div>
      </div>
      {!following && (
        <button type="button" className="button chat__newest" onClick={toEnd}>
          <Icon name="down" />
          {i18n.count("chatNew", Math.max(0, unread))}
        </button>
      )}
    </>
  );
}
