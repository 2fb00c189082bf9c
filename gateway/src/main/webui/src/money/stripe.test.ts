import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TipConfig } from "../api/tips";

const config: TipConfig = { publishable_key: "pk_live_1", api_base: "https://api.stripe.com", currencies: [] };
const secret = "pi_1_secret_2";

type Answer = { error?: { type: string; code?: string; decline_code?: string; message?: string }; paymentIntent?: { status: string } };

let loaded: string[];
let asked: Record<string, unknown>[];
let answer: () => Promise<Answer>;
let scriptFails: boolean;

/** The page as Stripe's script sees it, and the script as the page does. */
beforeEach(() => {
  vi.resetModules();
  loaded = [];
  asked = [];
  scriptFails = false;
  answer = () => Promise.resolve({ paymentIntent: { status: "succeeded" } });
  const elements = {
    create: () => ({
      mount: () => undefined,
      destroy: () => asked.push({ destroyed: true }),
      on: (event: string, then: () => void) => {
        if (event === "ready") queueMicrotask(then);
      },
    }),
  };
  vi.stubGlobal("location", { href: "https://live.example/watch/1" });
  vi.stubGlobal("window", {
    Stripe: (key: string) => ({
      elements: (options: object) => {
        asked.push({ key, ...options });
        return elements;
      },
      confirmPayment: (options: object) => {
        asked.push({ ...options });
        return answer();
      },
    }),
  });
  vi.stubGlobal("document", {
    createElement: () => ({ remove: () => undefined }),
    head: {
      append: (script: { src: string; onload: () => void; onerror: () => void }) => {
        loaded.push(script.src);
        queueMicrotask(() => (scriptFails ? script.onerror() : script.onload()));
      },
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

async function mounted() {
  const { stripeForm } = await import("./stripe");
  const form = stripeForm(config, "ja");
  const remove = await form.mount({} as HTMLElement, secret);
  return { form, remove };
}

describe("Stripe's own fields", () => {
  it("come from Stripe's host, once, for one payment and in the reader's language", async () => {
    const { form, remove } = await mounted();
    await form.mount({} as HTMLElement, secret);

    expect(loaded).toEqual(["https://js.stripe.com/v3/"]);
    expect(asked[0]).toEqual({ key: "pk_live_1", clientSecret: secret, locale: "ja" });
    remove();
    expect(asked.at(-1)).toEqual({ destroyed: true });
  });

  it("leave the page only where a bank insists", async () => {
    const { form } = await mounted();

    expect(await form.confirm(secret)).toEqual({ kind: "submitted" });
    expect(asked.at(-1)).toMatchObject({ redirect: "if_required", confirmParams: { return_url: "https://live.example/watch/1" } });
  });

  it("tell why a card was declined", async () => {
    const { form } = await mounted();
    answer = () => Promise.resolve({ error: { type: "card_error", code: "card_declined", decline_code: "lost_card", message: "Declined." } });

    expect(await form.confirm(secret)).toEqual({ kind: "declined", problem: { code: "lost_card", message: "Declined." } });
  });

  it("claim nothing when the answer was lost or came too late", async () => {
    const { form } = await mounted();
    answer = () => Promise.reject(new Error("no network"));
    expect(await form.confirm(secret)).toEqual({ kind: "unknown" });
    answer = () => Promise.resolve({ error: { type: "api_connection_error" } });
    expect(await form.confirm(secret)).toEqual({ kind: "unknown" });
    answer = () => Promise.resolve({ error: { type: "invalid_request_error", code: "payment_intent_unexpected_state" } });
    expect(await form.confirm(secret)).toEqual({ kind: "unknown" });
  });

  it("can be tried again after the script could not be loaded", async () => {
    scriptFails = true;
    await expect(mounted()).rejects.toThrow("can't be loaded");

    scriptFails = false;
    await mounted();

    expect(loaded).toHaveLength(2);
  });
});
