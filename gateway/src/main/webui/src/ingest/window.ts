/** The most that one frame may carry, below the service's bound of 1 MiB. */
export const SLICE_BYTES_MAX = 1_000_000;
/** How many slices may wait for their acknowledgement. */
export const UNACKED_MAX = 32;

export interface Slice {
  seq: number;
  bytes: Uint8Array;
}

/** The slices on their way to the service: numbered, bounded, and either continued without a hole or begun anew. */
export class SliceWindow {
  private waiting: Slice[] = [];
  private next = 0;

  get size(): number {
    return this.waiting.length;
  }

  get nextSeq(): number {
    return this.next;
  }

  /** Numbers what the recorder made; null when the window is full and so the recording has a hole. */
  push(bytes: Uint8Array): Slice[] | null {
    const count = Math.ceil(bytes.byteLength / SLICE_BYTES_MAX);
    if (this.waiting.length + count > UNACKED_MAX) return null;
    const slices: Slice[] = [];
    for (let start = 0; start < bytes.byteLength; start += SLICE_BYTES_MAX) {
      slices.push({ seq: this.next++, bytes: bytes.subarray(start, start + SLICE_BYTES_MAX) });
    }
    this.waiting.push(...slices);
    return slices;
  }

  acknowledge(seq: number): void {
    this.waiting = this.waiting.filter((slice) => slice.seq > seq);
  }

  /** What to send after a reconnect; null when the service needs slices that are no longer here. */
  continueFrom(nextSeq: number): Slice[] | null {
    const remaining = this.waiting.filter((slice) => slice.seq >= nextSeq);
    const first = remaining[0]?.seq ?? this.next;
    if (first !== nextSeq) return null;
    this.waiting = remaining;
    return remaining;
  }

  /** A new recording starts at the number that the service expects. */
  beginAt(nextSeq: number): void {
    this.waiting = [];
    this.next = nextSeq;
  }
}

/** A frame: the number as 4 bytes big-endian, then the slice. */
export function encode(slice: Slice): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(4 + slice.bytes.byteLength);
  new DataView(frame.buffer).setUint32(0, slice.seq);
  frame.set(slice.bytes, 4);
  return frame;
}
