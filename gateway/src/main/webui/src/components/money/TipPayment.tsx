import { useEffect, useRef, useState } from "react";
import type { TipConfig } from "../../api/tips";
import { useI18n } from "../../i18n";
import { paymentFailureText } from "../../i18n/errors";
import { isTestMode, type CardForm, type Confirmation } from "../../money/provider";
import { confirmWithCard, testCards, type TestCard } from "../../money/simulator";
import type { TipState } from "../../money/tip";
import type { Tip } from "../../money/useTip";
import { Icon } from "../Icon";
import { Loading } from "../Notice";
import { TestCards } from "./TestCards";

type PaymentState = Extract<TipState, { step: "card" | "confirming" | "challenge" | "settling" }>;

interface TipPaymentProps {
  config: TipConfig;
  tip: Tip;
  state: PaymentState;
  amount: string;
}

/** How long a settled payment may take before the page says that it need not be waited for. */
const PATIENCE_MS = 20_000;

export function TipPayment({ config, tip, state, amount }: TipPaymentProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [card, setCard] = useState<TestCard>(testCards[0]);
  const stripe = useRef<CardForm | null>(null);
  const [ready, setReady] = useState(isTestMode(config));
  const secret = state.tip.client_secret;

  const pay = () =>
    tip.confirm(
      (clientSecret): Promise<Confirmation> =>
        isTestMode(config)
          ? confirmWithCard(config, clientSecret, card)
          : (stripe.current?.confirm(clientSecret) ?? Promise.resolve({ kind: "unknown" })),
    );

  const choosing = state.step === "card" || state.step === "confirming";
  return (
    <div className="tip" data-testid="tip-state" data-state={state.step}>
      <p className="tip__amount">{amount}</p>
      {state.step === "card" && state.problem && (
        <p className="notice notice--error" role="alert" data-testid="tip-problem" data-code={state.problem.code}>
          {paymentFailureText(state.problem, i18n)}
        </p>
      )}
      <div hidden={!choosing}>
        {isTestMode(config) ? (
          <TestCards selected={card} disabled={state.step === "confirming"} onSelect={setCard} />
        ) : (
          <StripeFields config={config} clientSecret={secret} form={stripe} onReady={() => setReady(true)} />
        )}
      </div>
      {choosing && (
        <div className="dialog__actions">
          <button type="button" className="button" data-testid="tip-pay" disabled={!ready || state.step === "confirming"} onClick={() => void pay()}>
            {state.step === "confirming" ? t("tipConfirming") : t("tipPay", { amount })}
          </button>
        </div>
      )}
      {state.step === "challenge" && <Challenge url={state.url} onAgain={tip.again} />}
      {state.step === "settling" && <Settling paid={state.paid} onAgain={tip.again} />}
    </div>
  );
}

/** The bank asks for more, on a page of its own. */
function Challenge({ url, onAgain }: { url: string; onAgain: () => void }) {
  const { t } = useI18n();
  return (
    <>
      <p role="status">{t("tipChallenge")}</p>
      <div className="dialog__actions">
        <button type="button" className="button button--quiet" onClick={onAgain}>
          {t("tipOtherCard")}
        </button>
        <a className="button" href={url} target="_blank" rel="noopener noreferrer" data-testid="tip-challenge">
          {t("tipChallengeOpen")}
        </a>
      </div>
    </>
  );
}

function Settling({ paid, onAgain }: { paid: boolean; onAgain: () => void }) {
  const { t } = useI18n();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <p role="status" className="tip__waiting">
        <Icon name="clock" />
        {paid ? t("tipSettling") : t("tipUnknown")}
      </p>
      {late && <p className="field__hint">{t("tipLate")}</p>}
      {!paid && late && (
        <div className="dialog__actions">
          <button type="button" className="button button--quiet" onClick={onAgain}>
            {t("retry")}
          </button>
        </div>
      )}
    </>
  );
}

interface StripeFieldsProps {
  config: TipConfig;
  clientSecret: string;
  form: React.RefObject<CardForm | null>;
  onReady: () => void;
}

/** Stripe's own fields; its script is loaded only here. */
function StripeFields({ config, clientSecret, form, onReady }: StripeFieldsProps) {
  const { t, locale } = useI18n();
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "here" | "failed">("loading");

  useEffect(() => {
    let left = false;
    let remove: (() => void) | null = null;
    const show = async () => {
      const { stripeForm } = await import("../../money/stripe");
      const fields = stripeForm(config, locale);
      remove = await fields.mount(place.current!, clientSecret);
      if (left) return remove();
      form.current = fields;
      setState("here");
      onReady();
    };
    void show().catch(() => setState("failed"));
    return () => {
      left = true;
      remove?.();
      form.current = null;
    };
    // The fields belong to one payment; everything else about them may change without a new frame.
  }, [clientSecret]);

  return (
    <>
      {state === "loading" && <Loading />}
      {state === "failed" && (
        <p className="notice notice--error" role="alert">
          {t("tipFieldsFailed")}
        </p>
      )}
      <div ref={place} />
    </>
  );
}
