import type { TipConfig } from "../api/tips";
import type { CardForm, Confirmation } from "./provider";

/** The part of Stripe's own script that a tip needs. */
interface StripeElements {
  create(kind: "payment"): { mount(element: HTMLElement): void; destroy(): void; on(event: "ready" | "loaderror", then: (event: unknown) => void): void };
}

interface StripeScript {
  elements(options: { clientSecret: string; locale?: string }): StripeElements;
  confirmPayment(options: {
    elements: StripeElements;
    confirmParams: { return_url: string };
    redirect: "if_required";
  }): Promise<{
    error?: { type: string; code?: string; decline_code?: string; message?: string };
    paymentIntent?: { status: string };
  }>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => StripeScript;
  }
}

const SCRIPT = "https://js.stripe.com/v3/";

let loading: Promise<void> | null = null;

/** Stripe asks that its script always comes from its own host. */
function loadScript(): Promise<void> {
  loading ??= new Promise<void>((done, failed) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = () => done();
    script.onerror = () => {
      loading = null;
      script.remove();
      failed(new Error("Stripe's script can't be loaded"));
    };
    document.head.append(script);
  });
  return loading;
}

/** Stripe's own payment element: card data goes from its frame to Stripe and never through this page. */
export function stripeForm(config: TipConfig, locale: string): CardForm {
  let stripe: StripeScript | null = null;
  let elements: StripeElements | null = null;
  return {
    async mount(element, clientSecret) {
      await loadScript();
      if (!window.Stripe) throw new Error("Stripe's script is not what it should be");
      stripe ??= window.Stripe(config.publishable_key);
      elements = stripe.elements({ clientSecret, locale });
      const payment = elements.create("payment");
      await new Promise<void>((ready, failed) => {
        payment.on("ready", () => ready());
        payment.on("loaderror", () => failed(new Error("Stripe's fields can't be loaded")));
        payment.mount(element);
      });
      return () => payment.destroy();
    },
    async confirm(): Promise<Confirmation> {
      if (!stripe || !elements) return { kind: "unknown" };
      try {
        const { error, paymentIntent } = await stripe.confirmPayment({
          elements,
          confirmParams: { return_url: location.href },
          redirect: "if_required",
        });
        if (error) {
          if (error.code === "payment_intent_unexpected_state" || error.type === "api_connection_error") return { kind: "unknown" };
          const code = error.decline_code ?? error.code ?? error.type;
          return { kind: "declined", problem: { code, message: error.message ?? code } };
        }
        return paymentIntent?.status === "succeeded" || paymentIntent?.status === "processing"
          ? { kind: "submitted" }
          : { kind: "unknown" };
      } catch {
        return { kind: "unknown" };
      }
    },
  };
}
