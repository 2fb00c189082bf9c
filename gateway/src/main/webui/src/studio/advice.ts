import type { I18n } from "../i18n";
import type { Advice, Arrival } from "./signal";

type Words = Pick<I18n, "t">;

/** What to do or to know, in the reader's language where we know the code, else in the service's words. */
export function adviceText({ code, message, safeKbps }: Advice, ingest: Arrival | null, words: Words): string {
  switch (code) {
    case "UPLOAD_SHORT":
      return safeKbps === null ? message : words.t("adviceUploadShort", { kbps: safeKbps });
    case "BITRATE_HIGH":
      return safeKbps === null ? message : words.t("adviceBitrateHigh", { kbps: safeKbps });
    case "VIEWERS_REBUFFER":
      return words.t("adviceViewersRebuffer");
    case "SERVER_SHORT":
      if (!ingest?.renditionsMissing.length) return message;
      return words.t("adviceServerShort", { renditions: renditionNames(ingest.renditionsMissing, words) });
    case "LADDER_LEAN":
      return words.t("adviceLadderLean");
    default:
      return message;
  }
}

/** Renditions as viewers know them from the quality menu; the lean one is marked. */
export function renditionNames(renditions: readonly string[], { t }: Words, lean: string | null = null): string {
  const name = (rendition: string) => (rendition === "audio" ? t("audioOnly") : rendition);
  return renditions.map((one) => (one === lean ? t("signalLean", { rendition: name(one) }) : name(one))).join(", ");
}
