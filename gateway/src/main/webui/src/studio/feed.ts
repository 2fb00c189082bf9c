import { delayIn, type Environment, type Wire } from "../chat/socket";
import { pauseAfter } from "../net/backoff";
import { parseSignal, type Signal } from "./signal";

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
export const ANSWER_WITHIN_MS = 15_000;
/** Figures of a signal change every few seconds: after so long a silence the connection is made anew, as it may be dead unnoticed. */
export const SILENCE_MAX_MS = 30_000;

export type FeedEnd = "session_ended" | "refused";

export interface FeedState {
  /** Open once the stream's figures came; `lost` is followed by another try, `ended` is not. */
  connection: "connecting" | "open" | "lost" | "ended";
  ended: FeedEnd | null;
  /** The last that was told, which is old unless the connection is open. */
  signal: Signal | null;
  /** Losses since something was told last. */
  failures: number;
}

const initialState: FeedState = { connection: "connecting", ended: null, signal: null, failures: 0 };

/** Hears how a stream's signal does, and comes back after every loss that is not for good. */
export class SignalFeed {
  private state: FeedState = initialState;
  private wire: Wire | null = null;
  private cancelTimer = () => {};
  private stopped = true;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly environment: Environment,
  ) {}

  getState = (): FeedState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.stopped = false;
    this.apply({ ...initialState, signal: this.state.signal });
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  /** The network is back: no need to wait any longer. */
  reconnectNow = (): void => {
    if (this.stopped || this.state.connection !== "lost") return;
    this.connect();
  };

  /** The network said that it is gone: the socket is dead even if nobody noticed yet. */
  networkLost = (): void => {
    if (this.wire !== null) this.lost(0);
  };

  private connect(): void {
    this.drop();
    const wire = this.environment.connect(this.url);
    this.wire = wire;
    wire.onmessage = (event) => {
      const signal = typeof event.data === "string" ? parseSignal(event.data) : null;
      if (this.wire === wire && signal) this.told(signal);
    };
    wire.onclose = (event) => {
      if (this.wire === wire) this.closed(event.code, event.reason);
    };
    this.timer(ANSWER_WITHIN_MS, () => this.lost(0));
  }

  private told(signal: Signal): void {
    this.cancelTimer();
    if (signal.ingest) this.timer(SILENCE_MAX_MS, () => this.connect());
    this.apply({ connection: "open", ended: null, signal, failures: 0 });
  }

  private closed(code: number, reason: string): void {
    switch (code) {
      case 1001:
        return this.lost(delayIn(reason));
      case 4001:
        return this.end("session_ended");
      case 1008:
      case 1009:
      case 4003:
      case 4004:
        return this.end("refused");
      default:
        return this.lost(0);
    }
  }

  private end(ended: FeedEnd): void {
    this.drop();
    this.apply({ ...this.state, connection: "ended", ended });
  }

  private lost(delayMs: number): void {
    this.drop();
    const failures = this.state.failures + 1;
    const pause = Math.max(delayMs, pauseAfter(failures, this.environment.random, BACKOFF_MIN_MS, BACKOFF_MAX_MS));
    this.timer(pause, () => this.connect());
    this.apply({ ...this.state, connection: "lost", failures });
  }

  private drop(): void {
    this.cancelTimer();
    const wire = this.wire;
    this.wire = null;
    if (!wire) return;
    wire.onmessage = wire.onclose = null;
    wire.close(1000);
  }

  private timer(ms: number, task: () => void): void {
    this.cancelTimer();
    this.cancelTimer = this.environment.after(ms, task);
  }

  private apply(state: FeedState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
