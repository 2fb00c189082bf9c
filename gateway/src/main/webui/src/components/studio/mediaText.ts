import type { MediaState } from "../../api/types";
import type { I18n } from "../../i18n";

/** Where a stream's signal stands, in words. */
export function mediaText(media: MediaState, { t }: I18n): string {
  switch (media) {
    case "live":
      return t("stateLive");
    case "interrupted":
      return t("stateInterrupted");
    case "waiting":
    case "none":
      return t("stateWaiting");
  }
}
