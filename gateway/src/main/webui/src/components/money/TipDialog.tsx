import { useState } from "react";
import { useTipConfig } from "../../api/queries";
import type { TipConfig } from "../../api/tips";
import type { Stream } from "../../api/types";
import { useI18n } from "../../i18n";
import { useTip } from "../../money/useTip";
import { Dialog } from "../Dialog";
import { ErrorNotice, Loading } from "../Notice";
import { broadcasterName } from "../StreamCard";
import { TipAmount } from "./TipAmount";
import { TipPayment } from "./TipPayment";

/** Gives money to a broadcaster: an amount, a card, and then the server's word on it. */
export function TipDialog({ stream, onClose }: { stream: Stream; onClose: () => void }) {
  const { t } = useI18n();
  const config = useTipConfig(true);
  return (
    <Dialog title={t("tipTo", { name: broadcasterName(stream) || stream.title })} testId="tip-dialog" onClose={onClose}>
      {config.isPending && <Loading />}
      {config.isError && <ErrorNotice error={config.error} onRetry={() => void config.refetch()} />}
      {config.data &&
        (config.data.publishable_key === "" || config.data.currencies.length === 0 ? (
          <p>{t("tipUnavailable")}</p>
        ) : (
          <TipSteps stream={stream} config={config.data} onClose={onClose} />
        ))}
    </Dialog>
  );
}

function TipSteps({ stream, config, onClose }: { stream: Stream; config: TipConfig; onClose: () => void }) {
  const { t, money } = useI18n();
  const tip = useTip();
  const [given, setGiven] = useState<{ amount: number; currency: string } | null>(null);
  const { state } = tip;

  switch (state.step) {
    case "amount":
    case "creating":
      return (
        <TipAmount
          currencies={config.currencies}
          error={state.step === "amount" ? state.error : null}
          busy={state.step === "creating"}
          onSubmit={(draft) => {
            setGiven(draft);
            void tip.create({ ...draft, stream_id: stream.stream_id });
          }}
        />
      );
    case "succeeded":
      return (
        <div className="tip" data-testid="tip-state" data-state="succeeded">
          <p role="status" className="tip__done">
            {t("tipSucceeded", { amount: given ? money(given.amount, given.currency) : "" })}
          </p>
          <div className="dialog__actions">
            <button type="button" className="button" data-testid="tip-done" onClick={onClose}>
              {t("close")}
            </button>
          </div>
        </div>
      );
    case "card":
    case "confirming":
    case "challenge":
    case "settling":
      return <TipPayment config={config} tip={tip} state={state} amount={given ? money(given.amount, given.currency) : ""} />;
  }
}
