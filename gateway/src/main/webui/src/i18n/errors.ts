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
    case "OWN_STREAM":
      return t("errOwnStream");
    case "NOT_REFUNDABLE":
      return t("errNotRefundable");
    case "PAYMENT_REFUSED":
      return t("errPaymentRefused");
    case "ALREADY_FOLLOWING":
      return t("errAlreadyFollowing");
    case "ARCHIVE_NOT_READY":
      return t("errArchiveNotReady");
    case "ARCHIVE_NOT_FAILED":
      return t("errArchiveNotFailed");
    case "SCHEDULE_OVER":
      return t("errScheduleOver");
    case "TOO_MANY_SCHEDULES":
      return t("errTooManySchedules");
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
    case "MUTED":
      return t("chatErrTimedOut");
    case "CHAT_CLOSED":
      return t("chatErrClosed");
    case "FOLLOWERS_ONLY":
      return t("chatErrFollowers");
    case "EMOTES_ONLY":
      return t("chatErrEmotes");
    case "BLOCKED_TERM":
    case "SPAM":
    case "BLOCKED_BY_REVIEW":
      return t("chatErrBlocked");
    case "MESSAGE_REJECTED":
      return t("chatErrRejected");
    case "HOLD_QUEUE_FULL":
      return t("chatErrUnavailable");
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

/** Why a card was not charged, by the bank's code. */
export function paymentFailureText(problem: { code: string; message: string }, { t }: Pick<I18n, "t">): string {
  switch (problem.code) {
    case "generic_decline":
    case "card_declined":
    case "do_not_honor":
    case "lost_card":
    case "stolen_card":
    case "fraudulent":
      // The bank's reason is its own: whoever holds a stolen card is not told.
      return t("payDeclined");
    case "insufficient_funds":
      return t("payNoFunds");
    case "expired_card":
      return t("payExpired");
    case "incorrect_cvc":
    case "invalid_cvc":
      return t("payCvc");
    case "incorrect_number":
    case "invalid_number":
      return t("payNumber");
    case "processing_error":
    case "try_again_later":
      return t("payProcessing");
    case "card_velocity_exceeded":
      return t("payVelocity");
    case "payment_intent_authentication_failure":
    case "authentication_required":
      return t("payAuthentication");
    case "unknown":
      return t("payUnknown");
    default:
      return problem.message === problem.code ? t("payOther", { code: problem.code }) : problem.message;
  }
}
