import { useI18n, type I18n } from "../../i18n";
import { testCards, type TestCard } from "../../money/simulator";

interface TestCardsProps {
  selected: TestCard;
  disabled: boolean;
  onSelect: (card: TestCard) => void;
}

/** Where no real money moves, cards are chosen by what they do. */
export function TestCards({ selected, disabled, onSelect }: TestCardsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <fieldset className="choices" disabled={disabled}>
      <legend>
        <span className="badge">{t("tipTestMode")}</span> {t("tipTestCard")}
      </legend>
      {testCards.map((card) => (
        <label key={card} className="choice">
          <input
            type="radio"
            name="test-card"
            value={card}
            checked={card === selected}
            data-testid={`card-${card}`}
            onChange={() => onSelect(card)}
          />
          <span>{cardText(card, i18n)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function cardText(card: TestCard, { t }: I18n): string {
  switch (card) {
    case "pm_card_visa":
      return t("cardVisa");
    case "pm_card_mastercard":
      return t("cardMastercard");
    case "pm_card_authenticationRequired":
      return t("cardChallenge");
    case "pm_card_chargeDeclined":
      return t("cardDeclined");
    case "pm_card_chargeDeclinedInsufficientFunds":
      return t("cardNoFunds");
    case "pm_card_chargeDeclinedExpiredCard":
      return t("cardExpired");
    case "pm_card_createDispute":
      return t("cardDisputed");
  }
}
