import { useState, type FormEvent } from "react";
import { ApiError } from "../../api/client";
import type { TipCurrency } from "../../api/tips";
import { useI18n } from "../../i18n";
import { formatMoney, parseMajor, toMajor } from "../../money/format";
import { TextField } from "../Field";
import { ErrorNotice } from "../Notice";

const MESSAGE_LENGTH_MAX = 200;
const STORED = "livestream.tip-currency";
/** Suggested amounts, in least amounts of the currency. */
const SUGGESTED = [4, 10, 20, 100];

interface TipAmountProps {
  currencies: TipCurrency[];
  error: unknown;
  busy: boolean;
  onSubmit: (draft: { amount: number; currency: string; message?: string }) => void;
}

/** The currency chosen last time, else the one that goes with the reader's language. */
function firstCurrency(currencies: readonly TipCurrency[], locale: string): string {
  const usual = { ja: "JPY", "zh-TW": "USD", en: "USD" }[locale] ?? "USD";
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // Storage is switched off: nothing was chosen before.
  }
  const known = (code: string | null) => currencies.some((one) => one.code === code);
  return known(stored) ? stored! : known(usual) ? usual : currencies[0]!.code;
}

export function TipAmount({ currencies, error, busy, onSubmit }: TipAmountProps) {
  const { t, locale } = useI18n();
  const [code, setCode] = useState(() => firstCurrency(currencies, locale));
  const [text, setText] = useState("");
  const [message, setMessage] = useState("");
  const [checked, setChecked] = useState(false);
  const currency = currencies.find((one) => one.code === code) ?? currencies[0]!;
  const amount = parseMajor(text, currency.decimals);
  const refused = error instanceof ApiError ? error : null;
  const inWords = (value: number) => formatMoney(value, currency.code, locale, currency.decimals);
  const bounds = { min: inWords(currency.amount_min), max: inWords(currency.amount_max) };
  const good = amount !== null && amount >= currency.amount_min && amount <= currency.amount_max;
  const tooLong = Array.from(message.trim()).length > MESSAGE_LENGTH_MAX;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!good || tooLong) return;
    try {
      localStorage.setItem(STORED, currency.code);
    } catch {
      // Storage is switched off: the choice holds for this tip.
    }
    onSubmit({ amount, currency: currency.code, ...(message.trim() ? { message: message.trim() } : {}) });
  };

  return (
    <form className="form tip" noValidate onSubmit={submit} data-testid="tip-state" data-state={busy ? "creating" : "amount"}>
      {error !== null && !refused?.field("amount") && !refused?.field("message") && <ErrorNotice error={error} />}
      <div className="tip__suggested" role="group" aria-label={t("tipSuggested")}>
        {SUGGESTED.map((times) => currency.amount_min * times)
          .filter((value) => value <= currency.amount_max)
          .map((value) => (
            <button
              key={value}
              type="button"
              className="button button--quiet"
              aria-pressed={amount === value}
              onClick={() => setText(toMajor(value, currency.decimals))}
            >
              {inWords(value)}
            </button>
          ))}
      </div>
      <div className="form__row">
        <TextField
          label={t("tipAmount")}
          inputMode="decimal"
          autoComplete="off"
          required
          hint={t("tipBounds", bounds)}
          error={checked && !good ? t("tipBadAmount", bounds) : refused?.field("amount")}
          data-testid="tip-amount"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="field">
          <label htmlFor="tip-currency">{t("tipCurrency")}</label>
          <select id="tip-currency" data-testid="tip-currency" value={currency.code} onChange={(event) => setCode(event.target.value)}>
            {currencies.map((one) => (
              <option key={one.code} value={one.code}>
                {one.code}
              </option>
            ))}
          </select>
        </div>
      </div>
      <TextField
        label={`${t("tipMessage")} (${t("optional")})`}
        hint={t("tipMessageHint")}
        error={tooLong ? t("errTooLong", { max: MESSAGE_LENGTH_MAX }) : refused?.field("message")}
        data-testid="tip-message"
        value={message}
        onChange={(event) => setMessage(event.target.value)}
      />
      <div className="dialog__actions">
        <button type="submit" className="button" data-testid="tip-continue" disabled={busy}>
          {t("tipContinue")}
        </button>
      </div>
    </form>
  );
}
