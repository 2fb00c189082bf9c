import type { Change, Comment, Resumed, RoomSettings, ServerFrame, Welcome } from "./frames";

/** How many messages a page keeps; older ones fall off the top. */
export const MESSAGES_MAX = 1000;
/** How many frames may wait behind a gap before the room is read anew. */
export const HELD_MAX = 1000;
/** How many super chats are remembered for as long as they are pinned, also when the log has lost them. */
export const TIPS_MAX = 100;

export type Connection = "connecting" | "resuming" | "open" | "waiting" | "closed";

export type ClosedReason = "session_ended" | "banned" | "stream_ended" | "refused" | "left";

/** A message of ours on its way; it leaves the list when it is stored and shown. */
export interface Outgoing {
  clientId: string;
  text: string;
  replyTo: string | null;
  status: "sending" | "retrying" | "held" | "failed";
  /** The id it got, once acknowledged. */
  storedAs: string | null;
  failure: { code: string; message: string } | null;
}

export type ListItem =
  | { kind: "comment"; key: string; comment: Comment; storing: boolean }
  | { kind: "missed"; key: string }
  | { kind: "notice"; key: string; text: string };

type Ordered = { type: "comment"; comment: Comment } | Change;

export interface ChatState {
  connection: Connection;
  closedReason: ClosedReason | null;
  /** When the next attempt to connect starts (ms since 1970), while waiting. */
  retryAt: number | null;
  /** Attempts in a row that did not reach the room. */
  failures: number;
  epoch: string | null;
  /** The last offset that was applied without a gap before it. */
  offset: number;
  /** Frames behind a gap, until `resumed` fills it. */
  held: Ordered[];
  resumeWanted: boolean;
  items: ListItem[];
  outgoing: Outgoing[];
  pinned: Comment | null;
  /** Super chats that may still be pinned, in the order of their offsets. */
  tips: Comment[];
  role: string;
  settings: RoomSettings | null;
  /** Until when (ms since 1970) the room takes no message of ours. */
  pauseUntil: number | null;
  /** How many messages were laid aside for moderators since the page opened; a change says to look at them. */
  toReview: number;
  /** The share of messages that a busy room shows here; null while it shows all. */
  sampledRatio: number | null;
  viewers: number | null;
  error: { code: string; message: string; at: number } | null;
}

export const initialState: ChatState = {
  connection: "connecting",
  closedReason: null,
  retryAt: null,
  failures: 0,
  epoch: null,
  offset: 0,
  held: [],
  resumeWanted: false,
  items: [],
  outgoing: [],
  pinned: null,
  tips: [],
  role: "viewer",
  settings: null,
  pauseUntil: null,
  toReview: 0,
  sampledRatio: null,
  viewers: null,
  error: null,
};

export type Action =
  | { type: "connecting" }
  | { type: "disconnected"; retryAt: number }
  | { type: "closed"; reason: ClosedReason }
  | { type: "frame"; frame: ServerFrame; now: number }
  | { type: "send"; clientId: string; text: string; replyTo: string | null }
  | { type: "retry"; clientId: string }
  | { type: "discard"; clientId: string }
  | { type: "error_seen"; at: number }
  | { type: "sampling_over" };

export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.type) {
    case "connecting":
      return { ...state, connection: "connecting", retryAt: null, closedReason: null };
    case "disconnected":
      return {
        ...state,
        connection: "waiting",
        retryAt: action.retryAt,
        failures: state.failures + 1,
        held: [],
        resumeWanted: false,
      };
    case "closed":
      return { ...state, connection: "closed", closedReason: action.reason, retryAt: null, held: [], resumeWanted: false };
    case "frame":
      return onFrame(state, action.frame, action.now);
    case "send":
      return {
        ...state,
        outgoing: [
          ...state.outgoing,
          {
            clientId: action.clientId,
            text: action.text,
            replyTo: action.replyTo,
            status: "sending",
            storedAs: null,
            failure: null,
          },
        ],
      };
    case "retry":
      return withOutgoing(state, action.clientId, (entry) => ({ ...entry, status: "sending", failure: null }));
    case "discard":
      return { ...state, outgoing: state.outgoing.filter((entry) => entry.clientId !== action.clientId) };
    case "error_seen":
      return state.error?.at === action.at ? { ...state, error: null } : state;
    case "sampling_over":
      return { ...state, sampledRatio: null };
  }
}

function onFrame(state: ChatState, frame: ServerFrame, now: number): ChatState {
  switch (frame.type) {
    case "welcome":
      return onWelcome(state, frame);
    case "resumed":
      return onResumed(state, frame);
    case "comment":
      return onOrdered(state, frame.comment.offset, frame);
    case "edited":
    case "deleted":
    case "pinned":
    case "unpinned":
    case "cleared":
    case "settings":
      return onOrdered(state, frame.offset, frame);
    case "ack":
      return onAck(state, frame.client_id, frame.id, now);
    case "held":
      return withOutgoing(state, frame.client_id, (entry) => ({ ...entry, status: "held", failure: null }));
    case "to_review":
      return { ...state, toReview: state.toReview + 1 };
    case "error":
      return onError(state, frame, now);
    case "viewers":
      return { ...state, viewers: frame.count };
    case "sampled":
      return onSampled(state, frame);
    case "notice":
      return {
        ...state,
        items: bounded([...state.items, { kind: "notice", key: `n${now}-${state.items.length}`, text: frame.message }]),
      };
    case "reactions":
    case "pong":
      return state;
  }
}

/** What was left out on purpose is no gap. */
function onSampled(state: ChatState, frame: Extract<ServerFrame, { type: "sampled" }>): ChatState {
  const told = { ...state, sampledRatio: frame.ratio < 1 ? frame.ratio : null };
  return frame.from <= state.offset + 1 ? advance(told, frame.to) : told;
}

function onWelcome(state: ChatState, frame: Welcome): ChatState {
  const tips = (frame.superchats ?? []).reduce(withTip, state.tips);
  const { role, settings } = frame;
  const known = { ...state, failures: 0, role, settings, pinned: frame.pinned ?? null, tips };
  if (state.epoch === frame.epoch && state.offset === frame.offset) return { ...known, connection: "open" };
  if (state.epoch !== null) return { ...known, connection: "resuming", resumeWanted: true };
  return adopt({ ...known, items: [] }, frame.recent, frame.epoch, frame.offset);
}

/** Takes the room as the server tells it, with nothing before it. */
function adopt(state: ChatState, comments: readonly Comment[], epoch: string, offset: number): ChatState {
  const start: ChatState = { ...state, connection: "open", resumeWanted: false, held: [], epoch, offset: 0 };
  const filled = sorted(comments).reduce((next, comment) => addComment(next, comment), start);
  return settle({ ...filled, offset: Math.max(offset, filled.offset) }, state.held);
}

function onResumed(state: ChatState, frame: Resumed): ChatState {
  if (!frame.recovered || frame.epoch !== state.epoch) {
    const shown = new Set(state.items.map((item) => item.key));
    const fresh = frame.comments.filter((comment) => !shown.has(comment.id));
    const missed: ListItem = { kind: "missed", key: `missed-${frame.epoch}-${frame.offset}` };
    const items = fresh.length === 0 ? state.items : [...state.items, missed];
    return adopt({ ...state, items }, fresh, frame.epoch, frame.offset);
  }
  const missed: Ordered[] = [
    ...frame.comments.map((comment) => ({ type: "comment" as const, comment })),
    ...(frame.changes ?? []),
  ];
  const caughtUp = missed
    .sort((a, b) => offsetOf(a) - offsetOf(b))
    .reduce((next, act) => (offsetOf(act) > next.offset ? advance(apply(next, act), offsetOf(act)) : next), state);
  const open: ChatState = { ...caughtUp, connection: "open", resumeWanted: false, held: [] };
  return settle(advance(open, frame.offset), state.held);
}

/** Applies what waited behind the gap. A gap that the server itself could not fill is not asked for twice. */
function settle(state: ChatState, held: readonly Ordered[]): ChatState {
  return [...held]
    .sort((a, b) => offsetOf(a) - offsetOf(b))
    .reduce((next, act) => (offsetOf(act) > next.offset ? advance(apply(next, act), offsetOf(act)) : next), state);
}

function onOrdered(state: ChatState, offset: number, act: Ordered): ChatState {
  if (state.epoch === null || offset <= state.offset) return state;
  if (state.resumeWanted || offset > state.offset + 1) {
    if (state.held.length >= HELD_MAX) return { ...state, resumeWanted: true };
    return { ...state, held: [...state.held, act], resumeWanted: true };
  }
  return advance(apply(state, act), offset);
}

function offsetOf(act: Ordered): number {
  return act.type === "comment" ? act.comment.offset : act.offset;
}

function advance(state: ChatState, offset: number): ChatState {
  return offset > state.offset ? { ...state, offset } : state;
}

function apply(state: ChatState, act: Ordered): ChatState {
  switch (act.type) {
    case "comment":
      return addComment(state, act.comment);
    case "edited":
      return mapComment(state, act.id, (comment) => ({
        ...comment,
        message: act.message,
        links: act.links ?? [],
        mentions: act.mentions ?? [],
        edited_at: act.edited_at,
      }));
    case "deleted":
      return {
        ...state,
        items: state.items.filter((item) => item.key !== act.id),
        pinned: state.pinned?.id === act.id ? null : state.pinned,
        tips: state.tips.filter((tip) => tip.id !== act.id),
      };
    case "cleared":
      return {
        ...state,
        items: state.items.filter((item) => item.kind !== "comment" || item.comment.user_id !== act.user_id),
        tips: state.tips.filter((tip) => tip.user_id !== act.user_id),
      };
    case "pinned":
      return { ...state, pinned: act.pinned };
    case "unpinned":
      return { ...state, pinned: null };
    case "settings":
      return { ...state, settings: act.settings };
  }
}

function addComment(state: ChatState, comment: Comment): ChatState {
  if (state.items.some((item) => item.key === comment.id)) return advance(state, comment.offset);
  const ours = state.outgoing.find(
    (entry) => (comment.client_id != null && entry.clientId === comment.client_id) || entry.storedAs === comment.id,
  );
  const storing = ours !== undefined && ours.storedAs === null;
  const item: ListItem = { kind: "comment", key: comment.id, comment, storing };
  const outgoing = ours && !storing ? state.outgoing.filter((entry) => entry !== ours) : state.outgoing;
  const tips = comment.message_type === "superchat" ? withTip(state.tips, comment) : state.tips;
  return advance({ ...state, items: bounded([...state.items, item]), outgoing, tips }, comment.offset);
}

function withTip(tips: Comment[], tip: Comment): Comment[] {
  return tips.some((one) => one.id === tip.id) ? tips : [...tips, tip].slice(-TIPS_MAX);
}

function onAck(before: ChatState, clientId: string, id: string, now: number): ChatState {
  const slowMs = mayModerate(before.role) ? 0 : (before.settings?.slow_mode_s ?? 0) * 1_000;
  const state = slowMs > 0 ? { ...before, pauseUntil: now + slowMs } : before;
  const shown = state.items.some((item) => item.key === id);
  const items = state.items.map((item) =>
    item.kind === "comment" && item.key === id && item.storing ? { ...item, storing: false } : item,
  );
  if (shown) return { ...state, items, outgoing: state.outgoing.filter((entry) => entry.clientId !== clientId) };
  return withOutgoing(state, clientId, (entry) => ({ ...entry, storedAs: id }));
}

function onError(before: ChatState, frame: Extract<ServerFrame, { type: "error" }>, now: number): ChatState {
  const state = frame.retry_after_ms ? { ...before, pauseUntil: now + frame.retry_after_ms } : before;
  const failure = { code: frame.code, message: frame.message };
  const ours = frame.client_id ? state.outgoing.find((entry) => entry.clientId === frame.client_id) : undefined;
  if (!ours) return { ...state, error: { ...failure, at: now } };
  const status = frame.code === "UNAVAILABLE" ? "retrying" : "failed";
  return withOutgoing(state, ours.clientId, (entry) => ({ ...entry, status, failure }));
}

function withOutgoing(state: ChatState, clientId: string, change: (entry: Outgoing) => Outgoing): ChatState {
  return {
    ...state,
    outgoing: state.outgoing.map((entry) => (entry.clientId === clientId ? change(entry) : entry)),
  };
}

function mapComment(state: ChatState, id: string, change: (comment: Comment) => Comment): ChatState {
  return {
    ...state,
    items: state.items.map((item) =>
      item.kind === "comment" && item.key === id ? { ...item, comment: change(item.comment) } : item,
    ),
    pinned: state.pinned?.id === id ? change(state.pinned) : state.pinned,
  };
}

export function mayModerate(role: string): boolean {
  return role === "broadcaster" || role === "moderator" || role === "admin";
}

function sorted(comments: readonly Comment[]): Comment[] {
  return [...comments].sort((a, b) => a.offset - b.offset);
}

function bounded(items: ListItem[]): ListItem[] {
  return items.length > MESSAGES_MAX ? items.slice(items.length - MESSAGES_MAX) : items;
}

/** Our messages that no frame has shown yet: they stand below the list until then. */
export function unshown(state: ChatState): Outgoing[] {
  const shown = new Set<string>();
  for (const item of state.items) {
    if (item.kind === "comment" && item.comment.client_id) shown.add(item.comment.client_id);
  }
  return state.outgoing.filter((entry) => !shown.has(entry.clientId));
}

/** What must be sent again on a fresh connection; the same `client_id` makes that harmless. */
export function toResend(state: ChatState): Outgoing[] {
  return state.outgoing.filter((entry) => entry.status !== "failed" && entry.storedAs === null);
}
