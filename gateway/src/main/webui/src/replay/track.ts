import type { ReplayItem } from "../api/archives";
import type { Page } from "../api/types";

/** The video is cut into windows of so many seconds, whose messages are asked for together. */
export const WINDOW_S = 30;
/** How many messages the page shows at once. */
export const SHOWN_MAX = 500;
const CACHED_MAX = 80;
const RETRY_AFTER_MS = 4_000;

export type FetchWindow = (fromS: number, toS: number | null, cursor: string | null) => Promise<Page<ReplayItem>>;

export function lastWindow(durationS: number): number {
  return Math.max(0, Math.ceil(durationS / WINDOW_S) - 1);
}

export function windowAt(positionS: number, durationS: number): number {
  return Math.min(lastWindow(durationS), Math.max(0, Math.floor(positionS / WINDOW_S)));
}

/** What a viewer at a position needs, the most urgent first: what is said now, next, and what stands above it. */
export function wantedWindows(positionS: number, durationS: number): number[] {
  const now = windowAt(positionS, durationS);
  return [now, now + 1, now - 1].filter((index) => index >= 0 && index <= lastWindow(durationS));
}

/** The chat of a recording: fetched ahead of the viewer in windows, and kept for seeking back. */
export class ReplayTrack {
  private readonly windows = new Map<number, ReplayItem[]>();
  private readonly loading = new Set<number>();
  private readonly failedAt = new Map<number, number>();
  private readonly listeners = new Set<() => void>();
  private version = 0;

  constructor(
    private readonly durationS: number,
    private readonly fetchWindow: FetchWindow,
    private readonly now: () => number = () => Date.now(),
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes with everything that a page may have to show anew. */
  getVersion = (): number => this.version;

  /** Fetches what is missing for a viewer there. */
  at(positionS: number): void {
    for (const index of wantedWindows(positionS, this.durationS)) {
      if (this.windows.has(index) || this.loading.has(index)) continue;
      const failed = this.failedAt.get(index);
      if (failed !== undefined && this.now() - failed < RETRY_AFTER_MS) continue;
      void this.load(index);
    }
  }

  /** The messages up to a position, oldest first; they reach back as far as windows without a hole are here. */
  shown(positionS: number): ReplayItem[] {
    const newest = windowAt(positionS, this.durationS);
    const parts: ReplayItem[][] = [];
    let count = 0;
    for (let index = newest; index >= 0 && count < SHOWN_MAX; index--) {
      const items = this.windows.get(index);
      if (!items) break;
      const part = index === newest ? items.slice(0, countUntil(items, positionS)) : items;
      count += part.length;
      parts.unshift(part);
    }
    return parts.flat().slice(-SHOWN_MAX);
  }

  state(positionS: number): "loading" | "failed" | "here" {
    const index = windowAt(positionS, this.durationS);
    if (this.windows.has(index)) return "here";
    return this.failedAt.has(index) && !this.loading.has(index) ? "failed" : "loading";
  }

  private async load(index: number): Promise<void> {
    this.loading.add(index);
    try {
      const items = await this.fetchAll(index);
      this.windows.set(index, items);
      this.failedAt.delete(index);
      this.forget(index);
    } catch {
      this.failedAt.set(index, this.now());
    } finally {
      this.loading.delete(index);
      this.version += 1;
      for (const listener of this.listeners) listener();
    }
  }

  /** All pages of a window; the last one reaches to what was said after the picture had ended. */
  private async fetchAll(index: number): Promise<ReplayItem[]> {
    const toS = index === lastWindow(this.durationS) ? null : (index + 1) * WINDOW_S;
    const items: ReplayItem[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<ReplayItem> = await this.fetchWindow(index * WINDOW_S, toS, cursor);
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return items.sort((a, b) => a.at_s - b.at_s);
  }

  private forget(near: number): void {
    if (this.windows.size <= CACHED_MAX) return;
    const farthest = [...this.windows.keys()].reduce((a, b) => (Math.abs(b - near) > Math.abs(a - near) ? b : a));
    this.windows.delete(farthest);
  }
}

/** How many of the sorted items are there at the position. */
export function countUntil(items: readonly ReplayItem[], positionS: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items[middle]!.at_s <= positionS) low = middle + 1;
    else high = middle;
  }
  return low;
}
