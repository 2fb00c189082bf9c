import { ApiError } from "../api/client";
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
