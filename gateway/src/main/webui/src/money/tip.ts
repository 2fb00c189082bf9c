import type { BegunTip, TipDraft, Transaction } from "../api/tips";
import type { Confirmation } from "./provider";

/** Why a step did not work: a code that the page has words for, and the other side's words for the case that it has none. */
export interface TipProblem {
  code: string;
  message: string;
}

/**
 * A tip from the first key press to the server's word. Nothing but the server's word makes it succeeded: what the
 * payment provider tells the browser only moves it on to waiting.
 */
export type TipState =
  | { step: "amount"; error: unknown }
  | { step: "creating" }
  | { step: "card"; tip: BegunTip; problem: TipProblem | null; staleBefore: string | null }
  | { step: "confirming"; tip: BegunTip; staleBefore: string | null }
  | { step: "challenge"; tip: BegunTip; url: string; staleBefore: string | null }
  | { step: "settling"; tip: BegunTip; paid: boolean; staleBefore: string | null }
  | { step: "succeeded"; tip: BegunTip };

export type TipAction =
  | { type: "create" }
  | { type: "created"; tip: BegunTip }
  | { type: "refused"; error: unknown }
  | { type: "confirm" }
  | { type: "confirmed"; confirmation: Confirmation }
  /** The payer wants another card, or to send a confirmation that may have been lost once more. */
  | { type: "again" }
  | { type: "told"; transaction: Transaction };

export const initialTip: TipState = { step: "amount", error: null };

export function reduceTip(state: TipState, action: TipAction): TipState {
  switch (action.type) {
    case "create":
      return state.step === "amount" ? { step: "creating" } : state;
    case "created":
      return state.step === "creating" ? { step: "card", tip: action.tip, problem: null, staleBefore: null } : state;
    case "refused":
      return state.step === "creating" ? { step: "amount", error: action.error } : state;
    case "confirm":
      return state.step === "card" ? { step: "confirming", tip: state.tip, staleBefore: state.staleBefore } : state;
    case "confirmed":
      return state.step === "confirming" ? onConfirmation(state, action.confirmation) : state;
    case "again":
      return state.step === "challenge" || (state.step === "settling" && !state.paid)
        ? { step: "card", tip: state.tip, problem: null, staleBefore: state.staleBefore }
        : state;
    case "told":
      return onWord(state, action.transaction);
  }
}

function onConfirmation(state: Extract<TipState, { step: "confirming" }>, confirmation: Confirmation): TipState {
  const { tip, staleBefore } = state;
  switch (confirmation.kind) {
    case "submitted":
      return { step: "settling", tip, paid: true, staleBefore };
    case "challenge":
      return { step: "challenge", tip, url: confirmation.url, staleBefore };
    case "declined":
      return { step: "card", tip, problem: confirmation.problem, staleBefore };
    case "unknown":
      // The answer was lost, the payment may have gone through: only the server can tell.
      return { step: "settling", tip, paid: false, staleBefore };
  }
}

function onWord(state: TipState, transaction: Transaction): TipState {
  if (state.step === "amount" || state.step === "creating" || state.step === "succeeded") return state;
  if (transaction.transaction_id !== state.tip.transaction_id) return state;
  switch (transaction.status) {
    case "succeeded":
    case "refunded":
    case "disputed":
      return { step: "succeeded", tip: state.tip };
    case "failed":
      return onFailure(state, transaction);
    case "created":
    case "requires_action":
      return state;
  }
}

/** A failure that is older than the present attempt, or that comes after the provider took the money, is an earlier card's. */
function onFailure(state: Exclude<TipState, { step: "amount" | "creating" | "succeeded" }>, transaction: Transaction): TipState {
  const { tip, staleBefore } = state;
  const at = transaction.updated_at;
  const stale = staleBefore !== null && Date.parse(at) <= Date.parse(staleBefore);
  switch (state.step) {
    case "card":
    case "confirming":
      return stale ? state : { ...state, staleBefore: at };
    case "challenge":
    case "settling": {
      if (stale || (state.step === "settling" && state.paid)) return state;
      const code = transaction.failure_code ?? "unknown";
      return { step: "card", tip, problem: { code, message: code }, staleBefore: at };
    }
  }
}

/** Whether the server is to be asked how it stands. */
export function awaitsWord(state: TipState): boolean {
  return state.step === "challenge" || state.step === "settling" || state.step === "card";
}

/** A request to make a tip, under the key by which the server knows it again. */
export interface Attempt {
  draft: string;
  key: string;
}

/** The same tip sent again is the same tip, however often its answer was lost; a changed one is another. */
export function attemptOf(previous: Attempt | null, draft: TipDraft, newKey: () => string): Attempt {
  const text = JSON.stringify([draft.stream_id, draft.amount, draft.currency, draft.message ?? null]);
  return previous?.draft === text ? previous : { draft: text, key: newKey() };
}
