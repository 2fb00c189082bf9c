import type { Notification } from "../api/notifications";
import type { Environment, Wire } from "../chat/socket";
import { pauseAfter } from "../net/backoff";

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;
/** Without a socket the inbox is asked so often. */
export const POLL_EVERY_MS = 30_000;

export interface FeedListener {
  /** A notification came over the socket. */
  received(notification: Notification): void;
  /** Something may have come that the socket did not bring: the inbox has to be read. */
  missed(): void;
  /** The service says that the session is over. */
  signedOut(): void;
}

/** Holds the live channel of notifications; while there is none, it asks to poll. */
export class NotificationFeed {
  private wire: Wire | null = null;
  private attempts = 0;
  private stopped = true;
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly url: string,
    private readonly environment: Environment,
    private readonly listener: FeedListener,
  ) {}

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  /** The network is back: no need to wait any longer. */
  reconnectNow = (): void => {
    if (this.stopped || this.wire?.readyState === 1) return;
    this.attempts = 0;
    this.drop();
    this.connect();
  };

  private connect(): void {
    this.cancel("reconnect");
    const wire = this.environment.connect(this.url);
    this.wire = wire;
    wire.onopen = () => {
      if (this.wire !== wire) return;
      this.attempts = 0;
      this.cancel("poll");
      // What came between the last look and the socket is in the inbox only.
      this.listener.missed();
    };
    wire.onmessage = (event) => {
      const notification = this.wire === wire ? parse(event.data) : null;
      if (notification) this.listener.received(notification);
    };
    wire.onclose = (event) => {
      if (this.wire === wire) this.lost(event.code);
    };
  }

  private lost(code: number): void {
    this.drop();
    if (code === 4001) this.listener.signedOut();
    this.attempts += 1;
    const pause = pauseAfter(this.attempts, this.environment.random, BACKOFF_MIN_MS, BACKOFF_MAX_MS);
    this.timer("reconnect", pause, () => this.connect());
    if (!this.timers.has("poll")) this.poll();
  }

  private poll(): void {
    this.timer("poll", POLL_EVERY_MS, () => {
      this.listener.missed();
      this.poll();
    });
  }

  private drop(): void {
    const wire = this.wire;
    this.wire = null;
    if (!wire) return;
    wire.onopen = wire.onmessage = wire.onclose = null;
    wire.close(1000);
  }

  private timer(name: string, ms: number, task: () => void): void {
    this.cancel(name);
    this.timers.set(
      name,
      this.environment.after(ms, () => {
        this.timers.delete(name);
        task();
      }),
    );
  }

  private cancel(name: string): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }
}

function parse(data: unknown): Notification | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return value !== null && typeof value === "object" && "notification_id" in value ? (value as Notification) : null;
  } catch {
    return null;
  }
}
