import { afterEach, describe, expect, it, vi } from "vitest";
import { isTestMode, paymentId } from "./provider";
import { confirmWithCard } from "./simulator";

const config = { api_base: "http://127.0.0.1:22111/", publishable_key: "pk_test_1" };
const secret = "pi_123_secret_456";

let asked: { url: string; init: RequestInit }[] = [];

function answering(status: number, body: unknown) {
  asked = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}

afterEach(() => vi.unstubAllGlobals());

describe("paymentId", () => {
  it("is the client secret up to its secret", () => {
    expect(paymentId(secret)).toBe("pi_123");
    expect(() => paymentId("nonsense")).toThrow();
  });
});

describe("isTestMode", () => {
  it("holds for everything but Stripe itself", () => {
    const at = (api_base: string) => ({ api_base, publishable_key: "pk", currencies: [] });
    expect(isTestMode(at("http://127.0.0.1:22111"))).toBe(true);
    expect(isTestMode(at("https://api.stripe.com/"))).toBe(false);
  });
});

describe("confirmWithCard", () => {
  it("confirms as a browser does: form, publishable key, client secret", async () => {
    answering(200, { status: "succeeded" });

    expect(await confirmWithCard(config, secret, "pm_card_visa")).toEqual({ kind: "submitted" });

    expect(asked[0]!.url).toBe("http://127.0.0.1:22111/v1/payment_intents/pi_123/confirm");
    expect(new Headers(asked[0]!.init.headers).get("Authorization")).toBe("Bearer pk_test_1");
    expect(String(asked[0]!.init.body)).toBe("client_secret=pi_123_secret_456&payment_method=pm_card_visa");
  });

  it("passes a challenge on, if it is a web address", async () => {
    const challenge = (url: string) => ({
      status: "requires_action",
      next_action: { type: "redirect_to_url", redirect_to_url: { url } },
    });
    answering(200, challenge("http://127.0.0.1:22111/challenge/pi_123?token=1"));
    expect(await confirmWithCard(config, secret, "pm_card_authenticationRequired")).toEqual({
      kind: "challenge",
      url: "http://127.0.0.1:22111/challenge/pi_123?token=1",
    });

    answering(200, challenge("javascript:alert(1)"));
    expect((await confirmWithCard(config, secret, "pm_card_visa")).kind).toBe("unknown");
  });

  it("tells why a card was declined, by the bank's code", async () => {
    answering(402, { error: { code: "card_declined", decline_code: "insufficient_funds", message: "No funds." } });

    expect(await confirmWithCard(config, secret, "pm_card_visa")).toEqual({
      kind: "declined",
      problem: { code: "insufficient_funds", message: "No funds." },
    });
  });

  it("does not claim anything when the answer is lost or says that it is too late", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    expect((await confirmWithCard(config, secret, "pm_card_visa")).kind).toBe("unknown");

    answering(400, { error: { code: "payment_intent_unexpected_state", message: "succeeded already" } });
    expect((await confirmWithCard(config, secret, "pm_card_visa")).kind).toBe("unknown");
  });
});
