import { describe, expect, it } from "vitest";
import type { BegunTip, Transaction, TransactionStatus } from "../api/tips";
import { attemptOf, awaitsWord, initialTip, reduceTip, type TipAction, type TipState } from "./tip";

const tip: BegunTip = { transaction_id: "t1", status: "created", client_secret: "pi_1_secret_2" };

const told = (status: TransactionStatus, extra: Partial<Transaction> = {}): TipAction => ({
  type: "told",
  transaction: {
    transaction_id: "t1",
    stream_id: "s1",
    sender_id: "u1",
    sender_username: "vic",
    receiver_id: "u2",
    amount: 500,
    currency: "USD",
    fee: 25,
    message: null,
    status,
    failure_code: null,
    refunded_amount: 0,
    created_at: "2026-11-22T07:00:00.000Z",
    updated_at: "2026-11-22T07:00:01.000Z",
    ...extra,
  },
});

const after = (...actions: TipAction[]): TipState => actions.reduce(reduceTip, initialTip);
const begun: TipAction[] = [{ type: "create" }, { type: "created", tip }];
const submitted: TipAction = { type: "confirmed", confirmation: { kind: "submitted" } };
const challenged: TipAction = { type: "confirmed", confirmation: { kind: "challenge", url: "https://bank.example/1" } };
const declined: TipAction = {
  type: "confirmed",
  confirmation: { kind: "declined", problem: { code: "card_declined", message: "Your card was declined." } },
};
const confirm: TipAction = { type: "confirm" };

describe("a tip", () => {
  it("is only succeeded when the server says so", () => {
    const waiting = after(...begun, confirm, submitted);
    expect(waiting.step).toBe("settling");
    expect(reduceTip(waiting, told("created")).step).toBe("settling");

    expect(reduceTip(waiting, told("succeeded")).step).toBe("succeeded");
  });

  it("goes back to its amount when the server refuses it", () => {
    const error = new Error("too little");

    expect(after({ type: "create" }, { type: "refused", error })).toEqual({ step: "amount", error });
  });

  it("can't be created or confirmed twice at once", () => {
    expect(after({ type: "create" }, { type: "create" }).step).toBe("creating");
    const confirming = after(...begun, confirm);
    expect(reduceTip(confirming, confirm)).toBe(confirming);
    expect(reduceTip(confirming, { type: "created", tip })).toBe(confirming);
  });

  it("asks for another card after a decline, for the same transaction", () => {
    const state = after(...begun, confirm, declined);

    expect(state).toMatchObject({ step: "card", tip, problem: { code: "card_declined" } });
    expect(reduceTip(reduceTip(reduceTip(state, confirm), submitted), told("succeeded")).step).toBe("succeeded");
  });

  it("is not failed by the word about an earlier card once the provider took the money", () => {
    const state = after(...begun, confirm, declined, confirm, submitted, told("failed", { failure_code: "card_declined" }));

    expect(state.step).toBe("settling");
  });

  it("waits for the bank's challenge and then for the server", () => {
    const state = after(...begun, confirm, challenged);
    expect(state).toMatchObject({ step: "challenge", url: "https://bank.example/1" });

    expect(reduceTip(state, told("requires_action")).step).toBe("challenge");
    expect(reduceTip(state, told("succeeded")).step).toBe("succeeded");
  });

  it("that fails its challenge can be paid with another card", () => {
    const code = "payment_intent_authentication_failure";

    const state = after(...begun, confirm, challenged, told("failed", { failure_code: code }));

    expect(state).toMatchObject({ step: "card", problem: { code } });
  });

  it("does not take an earlier card's failure for the challenge's", () => {
    const late = told("failed", { failure_code: "card_declined" });

    const state = after(...begun, confirm, declined, late, confirm, challenged, late);

    expect(state.step).toBe("challenge");
    const newer = told("failed", { failure_code: "other", updated_at: "2026-11-22T07:00:09.000Z" });
    expect(reduceTip(state, newer)).toMatchObject({ step: "card", problem: { code: "other" } });
  });

  it("whose confirmation was lost is settled by the server's word either way", () => {
    const lost = after(...begun, confirm, { type: "confirmed", confirmation: { kind: "unknown" } });

    expect(lost).toMatchObject({ step: "settling", paid: false });
    expect(reduceTip(lost, told("succeeded")).step).toBe("succeeded");
    expect(reduceTip(lost, told("failed", { failure_code: "card_declined" })).step).toBe("card");
  });

  it("can be confirmed again where nobody knows whether it was, and not once it was paid", () => {
    const lost = after(...begun, confirm, { type: "confirmed", confirmation: { kind: "unknown" } }, { type: "again" });
    expect(lost).toMatchObject({ step: "card", problem: null });
    expect(after(...begun, confirm, challenged, { type: "again" }).step).toBe("card");

    expect(after(...begun, confirm, submitted, { type: "again" }).step).toBe("settling");
  });

  it("does not listen to words about another transaction", () => {
    const waiting = after(...begun, confirm, submitted);

    expect(reduceTip(waiting, told("succeeded", { transaction_id: "t9" }))).toBe(waiting);
  });

  it("stays succeeded, whatever is told later", () => {
    const done = after(...begun, confirm, submitted, told("succeeded"));

    expect(reduceTip(done, told("failed"))).toBe(done);
  });

  it("asks the server from the moment that there is something to tell", () => {
    expect(awaitsWord(initialTip)).toBe(false);
    expect(awaitsWord(after({ type: "create" }))).toBe(false);
    expect(awaitsWord(after(...begun, confirm, challenged))).toBe(true);
    expect(awaitsWord(after(...begun, confirm, submitted))).toBe(true);
  });
});

describe("attemptOf", () => {
  let made = 0;
  const newKey = () => `key-${++made}`;
  const draft = { stream_id: "s1", amount: 500, currency: "USD" };

  it("keeps the key for the same tip and makes another for another one", () => {
    const first = attemptOf(null, draft, newKey);

    expect(attemptOf(first, { ...draft }, newKey)).toBe(first);
    expect(attemptOf(first, { ...draft, amount: 600 }, newKey).key).not.toBe(first.key);
    expect(attemptOf(first, { ...draft, message: "hi" }, newKey).key).not.toBe(first.key);
  });
});
