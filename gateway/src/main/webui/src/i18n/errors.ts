import { ApiError } from "../api/client";
import { MESSAGE_LENGTH_MAX } from "../chat/text";
import type { I18n } from "./index";

/** What went wrong and what to do, in the reader's language where we know the code, else in the service's words. */
export function errorText(error: unknown, { t }: Pick<I18n, "t">): string {
  if (!(error instanceof ApiError)) return t("errInternal");
  switch (error.code) {
    case "NETWORK":
      return t("errNetwork");
    case "INVALID_CREDENTIALS":
      return t("errCredentials");
    case "USERNAME_TAKEN":
      return t("errUsernameTaken");
    case "EMAIL_TAKEN":
      return t("errEmailTaken");
    case "ALREADY_LIVE":
      return t("errAlreadyLive");
    case "RATE_LIMITED":
      return error.retryAfterS === null ? t("errRateLimited") : t("errRateLimitedFor", { seconds: error.retryAfterS });
    case "UPSTREAM_UNAVAILABLE":
    case "UPSTREAM_TIMEOUT":
    case "TENANT_NOT_READY":
      return t("errUnavailable");
    case "UNAUTHENTICATED":
      return t("errSignedOut");
    case "FORBIDDEN":
      return t("errForbidden");
    case "INTERNAL_ERROR":
    case "UNKNOWN":
      return t("errInternal");
    case "VALIDATION_FAILED":
      return error.details.length > 0 ? t("fieldsFailed") : error.message;
    default:
      return error.message;
  }
}

/** A refusal that came as an `error` frame of the chat. */
export function chatErrorText(refusal: { code: string; message: string }, { t }: Pick<I18n, "t">): string {
  switch (refusal.code) {
    case "MESSAGE_TOO_LONG":
      return t("errTooLong", { max: MESSAGE_LENGTH_MAX });
    case "RATE_LIMITED":
      return t("chatErrRate");
    case "SLOW_MODE":
      return t("chatErrSlow");
    case "BANNED":
      return t("chatBanned");
    case "TIMED_OUT":
      return t("chatErrTimedOut");
    case "CHAT_CLOSED":
      return t("chatErrClosed");
    case "LINKS_NOT_ALLOWED":
      return t("chatErrLinks");
    case "FORBIDDEN":
      return t("errForbidden");
    case "UNAVAILABLE":
      return t("chatErrUnavailable");
    default:
      return refusal.message;
  }
}

/** Why a broadcast from this device can't go on. */
export function broadcastErrorText(refusal: { code: string; message: string }, { t }: Pick<I18n, "t">): string {
  switch (refusal.code) {
    case "ALREADY_PUBLISHING":
      return t("broadcastErrTaken");
    case "STREAM_NOT_LIVE":
    case "INGEST_CLOSED":
      return t("broadcastErrClosed");
    case "UNSUPPORTED_MEDIA":
    case "RECORDER_FAILED":
      return t("broadcastErrMedia");
    case "UNAUTHENTICATED":
      return t("errSignedOut");
    default:
      return refusal.message;
  }
}
