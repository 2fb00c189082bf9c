import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** How near to the end a reader has to scroll to follow again. */
const END_DISTANCE = 24;
const INTENT_HOLDS_MS = 250;

const upKeys = new Set(["ArrowUp", "PageUp", "Home"]);

export interface Follow {
  following: boolean;
  toEnd(): void;
  /** What the scrolling element has to report. */
  handlers: {
    onWheel(event: { deltaY: number }): void;
    onTouchMove(): void;
    onKeyDown(event: { key: string }): void;
    onPointerDown(event: { target: EventTarget; currentTarget: EventTarget }): void;
    onScroll(): void;
  };
}

/**
 * Keeps a list at its end until its reader moves away. What the reader does decides, not where the list
 * stands: while messages pour in, a position alone can't tell a reader who scrolls up from new content.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>): Follow {
  const [following, setFollowing] = useState(true);
  const leftAt = useRef(0);

  const leave = useCallback(() => {
    leftAt.current = performance.now();
    const element = scroller.current;
    if (element && element.scrollHeight > element.clientHeight) setFollowing(false);
  }, [scroller]);

  const toEnd = useCallback(() => setFollowing(true), []);

  // After every render, since new rows get their true height only then.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element) element.scrollTop = element.scrollHeight;
  });

  return {
    following,
    toEnd,
    handlers: {
      onWheel: (event) => {
        if (event.deltaY < 0) leave();
      },
      onTouchMove: leave,
      onKeyDown: (event) => {
        if (upKeys.has(event.key)) leave();
      },
      // A press on the list itself, and not on a message, is one on its scroll bar.
      onPointerDown: (event) => {
        if (event.target === event.currentTarget) leave();
      },
      onScroll: () => {
        const element = scroller.current;
        if (!element || performance.now() - leftAt.current < INTENT_HOLDS_MS) return;
        if (element.scrollHeight - element.scrollTop - element.clientHeight <= END_DISTANCE) setFollowing(true);
      },
    },
  };
}
