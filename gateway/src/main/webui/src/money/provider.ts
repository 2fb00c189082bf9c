import type { TipConfig } from "../api/tips";
import type { TipProblem } from "./tip";

/** What became of a confirmation, as far as the browser can tell. */
export type Confirmation =
  | { kind: "submitted" }
  | { kind: "challenge"; url: string }
  | { kind: "declined"; problem: TipProblem }
  | { kind: "unknown" };

/** A way to pay: it shows its own fields, and confirms a payment with what was entered there. */
export interface CardForm {
  /** Ready for input; leaves the element empty again when it is called off. */
  mount(element: HTMLElement, clientSecret: string): Promise<() => void>;
  confirm(clientSecret: string): Promise<Confirmation>;
}

const STRIPE_API = "https://api.stripe.com";

/** Stripe itself is paid through its own script; anything else at that place speaks its API and takes test cards. */
export function isTestMode(config: TipConfig): boolean {
  return config.api_base.replace(/\/+$/, "") !== STRIPE_API;
}

/** The payment's id is the client secret up to its secret part. */
export function paymentId(clientSecret: string): string {
  const end = clientSecret.indexOf("_secret_");
  if (end <= 0) throw new Error("this is no client secret");
  return clientSecret.slice(0, end);
}
