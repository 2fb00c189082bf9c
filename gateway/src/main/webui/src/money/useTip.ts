import { useCallback, useEffect, useReducer, useRef } from "react";
import { createTip, transaction, type TipDraft } from "../api/tips";
import { randomId } from "../random";
import type { Confirmation } from "./provider";
import { attemptOf, awaitsWord, initialTip, reduceTip, type Attempt, type TipState } from "./tip";

const ASK_EVERY_MS = 1_000;

export interface Tip {
  state: TipState;
  create(draft: TipDraft): Promise<void>;
  confirm(how: (clientSecret: string) => Promise<Confirmation>): Promise<void>;
  again(): void;
}

/** Carries one tip through, and asks the server how it stands for as long as that is not settled. */
export function useTip(): Tip {
  const [state, dispatch] = useReducer(reduceTip, initialTip);
  const attempt = useRef<Attempt | null>(null);

  const create = useCallback(async (draft: TipDraft) => {
    attempt.current = attemptOf(attempt.current, draft, randomId);
    dispatch({ type: "create" });
    try {
      dispatch({ type: "created", tip: await createTip(draft, attempt.current.key) });
    } catch (error) {
      dispatch({ type: "refused", error });
    }
  }, []);

  const secret = "tip" in state ? state.tip.client_secret : null;
  const confirm = useCallback(
    async (how: (clientSecret: string) => Promise<Confirmation>) => {
      if (secret === null) return;
      dispatch({ type: "confirm" });
      dispatch({ type: "confirmed", confirmation: await how(secret) });
    },
    [secret],
  );

  const again = useCallback(() => dispatch({ type: "again" }), []);

  const asked = awaitsWord(state) && "tip" in state ? state.tip.transaction_id : null;
  useEffect(() => {
    if (asked === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const left = new AbortController();
    const ask = async () => {
      try {
        const told = await transaction(asked, left.signal);
        if (!left.signal.aborted) dispatch({ type: "told", transaction: told });
      } catch {
        // No word is no word: it is asked again.
      }
      if (!left.signal.aborted) timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    void ask();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [asked]);

  return { state, create, confirm, again };
}
