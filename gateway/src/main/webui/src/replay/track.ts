import type { ReplayItem } from "../api/archives";
import type { Page } from "../api/types";

/** The video is cut into windows of so many seconds, whose messages are asked for together. */
export const WINDOW_S = 30;
/** How many messages the page shows at once. */
export const SHOWN_MAX = 500;
/** Before the place of the video so many are looked for, however long ago they were said. */
export const BACKLOG_MIN = 50;
const BACK_AT_ONCE_MAX = 64;
const CACHED_MAX = 400;
const RETRY_AFTER_MS = 4_000;

export type FetchWindow = (fromS: number, toS: number | null, cursor: string | null) => Promise<Page<ReplayItem>>;

export function lastWindow(durationS: number): number {
  return Math.max(0, Math.ceil(durationS / WINDOW_S) - 1);
}

export function windowAt(positionS: number, durationS: number): number {
  return Math.min(lastWindow(durationS), Math.max(0, Math.floor(positionS / WINDOW_S)));
}

/** The chat of a recording: fetched ahead of the viewer in windows, and kept for seeking back. */
export class ReplayTrack {
  private readonly windows = new Map<number, ReplayItem[]>();
  private readonly loading = new Set<number>();
  private readonly failedAt = new Map<number, number>();
  private readonly listeners = new Set<() => void>();
  private version = 0;
  private position = 0;

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

  /** Fetches what is missing for a viewer there: what is said now, next, and what stands above it. */
  at(positionS: number): void {
    this.position = positionS;
    const now = windowAt(positionS, this.durationS);
    this.want(now, now);
    if (now < lastWindow(this.durationS)) this.want(now + 1, now + 1);
    this.lookBack(now);
  }

  /** Where little is said it goes back further and further, in ever larger steps. */
  private lookBack(now: number): void {
    let count = 0;
    let index = now;
    while (index >= 0 && count < BACKLOG_MIN) {
      const items = this.windows.get(index);
      if (!items) break;
      count += index === now ? countUntil(items, this.position) : items.length;
      index -= 1;
    }
    if (index < 0 || index === now || count >= BACKLOG_MIN) return;
    const step = Math.min(BACK_AT_ONCE_MAX, now - index);
    let first = index;
    while (first > 0 && index - first + 1 < step && !this.windows.has(first - 1)) first -= 1;
    this.want(first, index);
  }

  private want(first: number, last: number): void {
    for (let index = first; index <= last; index++) {
      if (this.windows.has(index) || this.loading.has(index)) return;
      const failed = this.failedAt.get(index);
      if (failed !== undefined && this.now() - failed < RETRY_AFTER_MS) return;
    }
    void this.load(first, last);
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
    if (this.windows.has(index)) return this.loading.size > 0 && this.shown(positionS).length === 0 ? "loading" : "here";
    return this.failedAt.has(index) && !this.loading.has(index) ? "failed" : "loading";
  }

  private async load(first: number, last: number): Promise<void> {
    const indexes = Array.from({ length: last - first + 1 }, (_, step) => first + step);
    for (const index of indexes) this.loading.add(index);
    try {
      const items = await this.fetchAll(first, last);
      for (const index of indexes) this.windows.set(index, []);
      for (const item of items) {
        const index = Math.min(last, Math.max(first, windowAt(item.at_s, this.durationS)));
        this.windows.get(index)!.push(item);
      }
      for (const index of indexes) this.failedAt.delete(index);
      this.forget();
    } catch {
      for (const index of indexes) this.failedAt.set(index, this.now());
    } finally {
      for (const index of indexes) this.loading.delete(index);
      this.version += 1;
      for (const listener of this.listeners) listener();
    }
    this.at(this.position);
  }

  /** All pages of a stretch; the last one reaches to what was said after the picture had ended. */
  private async fetchAll(first: number, last: number): Promise<ReplayItem[]> {
    const toS = last === lastWindow(this.durationS) ? null : (last + 1) * WINDOW_S;
    const items: ReplayItem[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<ReplayItem> = await this.fetchWindow(first * WINDOW_S, toS, cursor);
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return items.sort((a, b) => a.at_s - b.at_s);
  }

  private forget(): void {
    const near = windowAt(this.position, this.durationS);
    const byDistance = [...this.windows.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const index of byDistance.slice(0, Math.max(0, byDistance.length - CACHED_MAX))) this.windows.delete(index);
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
