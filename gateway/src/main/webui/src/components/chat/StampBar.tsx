import type { Stamp } from "../../api/types";
import { useI18n } from "../../i18n";

interface StampBarProps {
  stamps: readonly Stamp[];
  disabled: boolean;
  onStamp: (id: number) => void;
}

export function StampBar({ stamps, disabled, onStamp }: StampBarProps) {
  const { t } = useI18n();
  if (stamps.length === 0) return null;
  return (
    <div className="stamps" role="group" aria-label={t("stamps")}>
      {stamps.map((stamp) => (
        <button
          key={stamp.id}
          type="button"
          className="stamps__button"
          aria-label={t("stampSend", { name: stamp.name.replaceAll(":", "") })}
          data-testid={`stamp-${stamp.id}`}
          disabled={disabled}
          onClick={() => onStamp(stamp.id)}
        >
          <img src={stamp.image_url} alt="" width="28" height="28" />
        </button>
      ))}
    </div>
  );
}
