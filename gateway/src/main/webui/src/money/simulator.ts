import type { TipConfig } from "../api/tips";
import { paymentId, type Confirmation } from "./provider";

/** Stripe's test cards, by what they do. */
export const testCards = [
  "pm_card_visa",
  "pm_card_mastercard",
  "pm_card_authenticationRequired",
  "pm_card_chargeDeclined",
  "pm_card_chargeDeclinedInsufficientFunds",
  "pm_card_chargeDeclinedExpiredCard",
  "pm_card_createDispute",
] as const;

export type TestCard = (typeof testCards)[number];

interface Intent {
  status: string;
  next_action?: { redirect_to_url?: { url?: string } | null } | null;
  last_payment_error?: StripeError | null;
}

interface StripeError {
  code?: string;
  decline_code?: string;
  message?: string;
}

/** Confirms over Stripe's HTTP API, as its own script would. */
export async function confirmWithCard(
  config: Pick<TipConfig, "api_base" | "publishable_key">,
  clientSecret: string,
  card: TestCard,
): Promise<Confirmation> {
  const url = `${config.api_base.replace(/\/+$/, "")}/v1/payment_intents/${paymentId(clientSecret)}/confirm`;
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { Authorization: `Bearer ${config.publishable_key}` },
      body: new URLSearchParams({ client_secret: clientSecret, payment_method: card }),
    });
    body = await answer.json();
  } catch {
    return { kind: "unknown" };
  }
  return answer.ok ? outcome(body as Intent) : refusal(body);
}

function outcome(intent: Intent): Confirmation {
  switch (intent.status) {
    case "succeeded":
    case "processing":
      return { kind: "submitted" };
    case "requires_action": {
      const url = intent.next_action?.redirect_to_url?.url;
      return url && /^https?:/.test(url) ? { kind: "challenge", url } : { kind: "unknown" };
    }
    case "requires_payment_method":
      return refusal({ error: intent.last_payment_error ?? {} });
    default:
      return { kind: "unknown" };
  }
}

/** The bank's own code says more than Stripe's. */
function refusal(body: unknown): Confirmation {
  const error = (body as { error?: StripeError } | null)?.error;
  if (!error) return { kind: "unknown" };
  const code = error.decline_code ?? error.code ?? "unknown";
  // A payment that is past confirming may well have succeeded.
  if (code === "payment_intent_unexpected_state") return { kind: "unknown" };
  return { kind: "declined", problem: { code, message: error.message ?? code } };
}
