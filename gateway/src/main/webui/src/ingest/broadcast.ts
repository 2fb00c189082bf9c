import { socketUrl } from "../chat/socket";
import { encode, SliceWindow } from "./window";

export type BroadcastState =
  | { kind: "connecting" }
  | { kind: "sending" }
  | { kind: "reconnecting" }
  | { kind: "stopped" }
  | { kind: "failed"; code: string; message: string };

type Answer =
  | { type: "ready"; next_seq: number }
  | { type: "ack"; seq: number }
  | { type: "error"; code: string; message: string };

const SLICE_EVERY_MS = 500;
const VIDEO_BITS_PER_SECOND = 2_500_000;
const AUDIO_BITS_PER_SECOND = 128_000;
const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 8_000;
const SILENCE_MAX_MS = 10_000;

const SESSION_ENDED = 4001;

/** Refusals that pass: the broadcast comes back by itself. */
const passing = new Set(["UPSTREAM_UNAVAILABLE", "INTERNAL_ERROR", "OUT_OF_ORDER"]);

const mimeTypes = [
  "video/webm;codecs=vp8,opus",
  "video/webm;codecs=h264,opus",
  "video/webm",
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4",
];

export function recordingType(): string | null {
  if (typeof MediaRecorder === "undefined") return null;
  return mimeTypes.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** Sends one camera to `WS /ws/streams/{id}/ingest`, over as many connections as it takes. */
export class Broadcast {
  private readonly window = new SliceWindow();
  private socket: WebSocket | null = null;
  private recorder: MediaRecorder | null = null;
  private attempts = 0;
  private stopped = false;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  /** Blobs are read one after the other, so that slices keep their order. */
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly streamId: string,
    private readonly media: MediaStream,
    private readonly mimeType: string,
    private readonly onState: (state: BroadcastState) => void,
  ) {}

  start(): void {
    this.onState({ kind: "connecting" });
    this.connect();
  }

  /** Ends the signal, not the stream. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    const { recorder } = this;
    if (recorder && recorder.state !== "inactive") {
      const ended = new Promise<void>((resolve) => {
        recorder.onstop = () => resolve();
      });
      recorder.stop();
      await ended;
      await this.reading;
    }
    this.stopped = true;
    this.clearTimers();
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ type: "stop" }));
    this.dropSocket();
    this.onState({ kind: "stopped" });
  }

  private connect(): void {
    const socket = new WebSocket(socketUrl(`/ws/streams/${encodeURIComponent(this.streamId)}/ingest`));
    this.socket = socket;
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "start", mime_type: this.mimeType }));
      this.expectAnswer();
    };
    socket.onmessage = (event) => this.received(JSON.parse(String(event.data)) as Answer);
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      if (event.code === SESSION_ENDED) this.fail("UNAUTHENTICATED", "The session has ended.");
      else this.lost();
    };
  }

  private received(answer: Answer): void {
    switch (answer.type) {
      case "ready":
        this.answered();
        this.attempts = 0;
        return this.ready(answer.next_seq);
      case "ack":
        this.window.acknowledge(answer.seq);
        this.answered();
        if (this.window.size > 0) this.expectAnswer();
        return;
      case "error":
        return this.isPassing(answer.code) ? this.lost() : this.fail(answer.code, answer.message);
    }
  }

  /** After a cut the service may hold our old connection for a while. */
  private isPassing(code: string): boolean {
    return passing.has(code) || (code === "ALREADY_PUBLISHING" && this.recorder !== null);
  }

  private ready(nextSeq: number): void {
    const missing = this.recorder ? this.window.continueFrom(nextSeq) : null;
    if (missing === null) {
      this.window.beginAt(nextSeq);
      this.record();
    } else {
      for (const slice of missing) this.socket?.send(encode(slice));
    }
    this.onState({ kind: "sending" });
  }

  /** A recording begins with its header: after a hole only a new one can be decoded. */
  private record(): void {
    this.discardRecorder();
    const options: MediaRecorderOptions & { videoKeyFrameIntervalDuration: number } = {
      mimeType: this.mimeType,
      videoBitsPerSecond: VIDEO_BITS_PER_SECOND,
      audioBitsPerSecond: AUDIO_BITS_PER_SECOND,
      videoKeyFrameIntervalDuration: 2_000,
    };
    const recorder = new MediaRecorder(this.media, options);
    recorder.ondataavailable = (event) => {
      this.reading = this.reading.then(async () => {
        const bytes = new Uint8Array(await event.data.arrayBuffer());
        if (this.recorder === recorder && bytes.byteLength > 0) this.deliver(bytes);
      });
    };
    recorder.onerror = () => this.fail("RECORDER_FAILED", "The browser stopped recording the camera.");
    this.recorder = recorder;
    recorder.start(SLICE_EVERY_MS);
  }

  private deliver(bytes: Uint8Array): void {
    const slices = this.window.push(bytes);
    if (slices === null) {
      // The service has been away for too long: this recording is lost, the next connection starts a new one.
      this.discardRecorder();
      if (this.socket?.readyState === WebSocket.OPEN) this.lost();
      return;
    }
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    for (const slice of slices) this.socket.send(encode(slice));
    if (this.silenceTimer === undefined) this.expectAnswer();
  }

  private discardRecorder(): void {
    const { recorder } = this;
    this.recorder = null;
    if (recorder && recorder.state !== "inactive") recorder.stop();
  }

  private answered(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = undefined;
  }

  private expectAnswer(): void {
    this.answered();
    this.silenceTimer = setTimeout(() => this.lost(), SILENCE_MAX_MS);
  }

  private lost(): void {
    if (this.stopped) return;
    this.clearTimers();
    this.dropSocket();
    this.onState({ kind: "reconnecting" });
    this.attempts += 1;
    const pause = Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** (this.attempts - 1));
    this.reconnectTimer = setTimeout(() => this.connect(), pause);
  }

  private fail(code: string, message: string): void {
    if (this.stopped) return;
    this.stopped = true;
    this.clearTimers();
    this.discardRecorder();
    this.dropSocket();
    this.onState({ kind: "failed", code, message });
  }

  private clearTimers(): void {
    clearTimeout(this.reconnectTimer);
    this.answered();
  }

  private dropSocket(): void {
    const { socket } = this;
    this.socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }
}
