import { pauseAfter } from "../net/backoff";
import { parseFrame, type ClientFrame } from "./frames";
import { initialState, reduce, toResend, type Action, type ChatState } from "./state";

/** The part of a browser's WebSocket that the chat uses; tests bring their own. */
export interface Wire {
  readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
}

export interface Environment {
  connect(url: string): Wire;
  now(): number;
  random(): number;
  after(ms: number, task: () => void): () => void;
}

export interface ReactionBurst {
  stampId: number;
  count: number;
}

const OPEN = 1;
const PING_EVERY_MS = 15_000;
const ANSWER_WITHIN_MS = 8_000;
const SEND_PATIENCE_MS = 4_000;
const RESEND_AFTER_MS = 2_000;
const BACKOFF_MIN_MS = 500;
const BACKOFF_MAX_MS = 15_000;
const NOTIFY_EVERY_MS = 40;
const ERROR_SHOWN_MS = 8_000;
const SAMPLING_SHOWN_MS = 5_000;

/** Holds one room: connects, comes back after every loss, and keeps the state that the page shows. */
export class ChatSocket {
  private state: ChatState = initialState;
  private wire: Wire | null = null;
  private attempts = 0;
  private everOpened = false;
  private resumeSent = false;
  private stopped = false;
  private notified = 0;
  private readonly timers = new Map<string, () => void>();
  private readonly listeners = new Set<() => void>();
  private readonly reactionListeners = new Set<(bursts: ReactionBurst[]) => void>();

  constructor(
    private readonly url: string,
    private readonly environment: Environment,
  ) {}

  getState = (): ChatState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  onReactions(listener: (bursts: ReactionBurst[]) => void): () => void {
    this.reactionListeners.add(listener);
    return () => this.reactionListeners.delete(listener);
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.dropWire(1000);
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.apply({ type: "closed", reason: "left" });
  }

  /** Connects at once instead of waiting out the pause (the network is back, or the user asked). */
  reconnectNow = (): void => {
    if (this.stopped || this.state.connection === "open") return;
    this.attempts = 0;
    this.dropWire(4000);
    this.connect();
  };

  /** The network said that it is gone: the socket is dead even if nobody noticed yet. */
  networkLost = (): void => {
    if (!this.stopped && this.wire !== null) this.lost(0);
  };

  sendMessage(text: string, clientId: string, replyTo: string | null): void {
    this.apply({ type: "send", clientId, text, replyTo });
    this.transmit(clientId);
  }

  retry(clientId: string): void {
    this.apply({ type: "retry", clientId });
    this.transmit(clientId);
  }

  discard(clientId: string): void {
    this.apply({ type: "discard", clientId });
  }

  editMessage = (id: string, text: string): boolean => this.post({ type: "edit", id, text });

  deleteMessage = (id: string): boolean => this.post({ type: "delete", id });

  pinMessage = (id: string): boolean => this.post({ type: "pin", id });

  unpinMessage = (): boolean => this.post({ type: "unpin" });

  react(stampId: number): boolean {
    return this.post({ type: "reaction", stamp_id: stampId });
  }

  private connect(): void {
    this.cancel("reconnect");
    this.apply({ type: "connecting" });
    this.resumeSent = false;
    const wire = this.environment.connect(this.url);
    this.wire = wire;
    wire.onopen = () => this.timer("answer", ANSWER_WITHIN_MS, () => this.lost(0));
    wire.onmessage = (event) => {
      if (this.wire === wire) this.received(event.data);
    };
    wire.onclose = (event) => {
      if (this.wire === wire) this.closed(event.code, event.reason);
    };
    this.timer("answer", ANSWER_WITHIN_MS * 2, () => this.lost(0));
  }

  private received(data: unknown): void {
    this.cancel("answer");
    this.timer("ping", PING_EVERY_MS, () => this.ping());
    const frame = typeof data === "string" ? parseFrame(data) : null;
    if (frame === null) return;
    if (frame.type === "reactions") {
      const bursts = frame.items.map((item) => ({ stampId: item.stamp_id, count: item.count }));
      for (const listener of this.reactionListeners) listener(bursts);
      return;
    }
    const before = this.state;
    this.apply({ type: "frame", frame, now: this.environment.now() });
    if (frame.type === "welcome") {
      this.attempts = 0;
      this.everOpened = true;
    }
    this.resumeIfWanted();
    if (before.connection !== "open" && this.state.connection === "open") this.resendAll();
    if (frame.type === "sampled") this.timer("sampled", SAMPLING_SHOWN_MS, () => this.apply({ type: "sampling_over" }));
    if (frame.type === "error") this.afterError(frame.client_id ?? null);
  }

  private resumeIfWanted(): void {
    if (!this.state.resumeWanted) {
      this.resumeSent = false;
      this.cancel("resume");
      return;
    }
    if (this.resumeSent || this.state.epoch === null) return;
    this.resumeSent = this.post({ type: "resume", epoch: this.state.epoch, offset: this.state.offset });
    this.timer("resume", ANSWER_WITHIN_MS, () => this.lost(0));
  }

  private afterError(clientId: string | null): void {
    if (this.state.error) {
      const { at } = this.state.error;
      this.timer("error", ERROR_SHOWN_MS, () => this.apply({ type: "error_seen", at }));
    }
    const entry = this.state.outgoing.find((outgoing) => outgoing.clientId === clientId);
    if (entry?.status === "retrying") {
      this.timer(`resend-${entry.clientId}`, RESEND_AFTER_MS, () => this.transmit(entry.clientId));
    }
  }

  private resendAll(): void {
    for (const entry of toResend(this.state)) this.transmit(entry.clientId);
  }

  private transmit(clientId: string): void {
    const entry = this.state.outgoing.find((outgoing) => outgoing.clientId === clientId);
    if (!entry || entry.storedAs !== null || this.state.connection !== "open") return;
    const reply = entry.replyTo ? { reply_to: entry.replyTo } : {};
    this.post({ type: "message", text: entry.text, client_id: entry.clientId, ...reply });
    this.timer("patience", SEND_PATIENCE_MS, () => this.ping());
  }

  private ping(): void {
    if (!this.post({ type: "ping" })) return;
    this.timer("answer", ANSWER_WITHIN_MS, () => this.lost(0));
  }

  private post(frame: ClientFrame): boolean {
    if (this.wire?.readyState !== OPEN) return false;
    this.wire.send(JSON.stringify(frame));
    return true;
  }

  private closed(code: number, reason: string): void {
    switch (code) {
      case 4001:
        return this.end("session_ended");
      case 4003:
        return this.end("banned");
      case 4004:
        return this.end("stream_ended");
      case 1001:
        return this.lost(delayIn(reason));
      default:
        return this.lost(0);
    }
  }

  private end(reason: "session_ended" | "banned" | "stream_ended" | "refused"): void {
    this.dropWire(1000);
    this.apply({ type: "closed", reason });
  }

  private lost(delayMs: number): void {
    this.dropWire(4000);
    this.attempts += 1;
    const pause = Math.max(delayMs, pauseAfter(this.attempts, this.environment.random, BACKOFF_MIN_MS, BACKOFF_MAX_MS));
    this.apply({ type: "disconnected", retryAt: this.environment.now() + pause });
    this.timer("reconnect", pause, () => this.connect());
  }

  /** Whether the room was ever reached; if not, the page looks at the stream for the reason. */
  get wasEverOpen(): boolean {
    return this.everOpened;
  }

  /** The page found out that the room will not open for this visitor. */
  giveUp(): void {
    this.cancel("reconnect");
    this.end("refused");
  }

  private dropWire(code: number): void {
    const wire = this.wire;
    this.wire = null;
    for (const name of ["answer", "ping", "resume", "patience"]) this.cancel(name);
    if (wire) {
      wire.onopen = wire.onmessage = wire.onclose = null;
      wire.close(code);
    }
  }

  private timer(name: string, ms: number, task: () => void): void {
    this.cancel(name);
    const cancel = this.environment.after(ms, () => {
      this.timers.delete(name);
      task();
    });
    this.timers.set(name, cancel);
  }

  private cancel(name: string): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }

  private apply(action: Action): void {
    const next = reduce(this.state, action);
    if (next === this.state) return;
    this.state = next;
    if (this.timers.has("notify")) return;
    const wait = this.notified + NOTIFY_EVERY_MS - this.environment.now();
    if (wait <= 0 || this.stopped) this.notify();
    else this.timer("notify", wait, () => this.notify());
  }

  private notify(): void {
    this.notified = this.environment.now();
    for (const listener of this.listeners) listener();
  }
}

/** The pause that a departing server asks for, in the close reason as milliseconds. */
export function delayIn(reason: string): number {
  const match = /(\d{1,6})/.exec(reason);
  return match ? Math.min(Number(match[1]), 60_000) : 0;
}

export const browserEnvironment: Environment = {
  connect: (url) => new WebSocket(url) as unknown as Wire,
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, task) => {
    const id = setTimeout(task, ms);
    return () => clearTimeout(id);
  },
};

export function socketUrl(path: string, page: Pick<Location, "protocol" | "host"> = location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}${path}`;
}
