import type { FieldError } from "./types";

/** A refusal by a service, or the absence of an answer (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: FieldError[] = [],
    readonly requestId: string | null = null,
    readonly retryAfterS: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** The message about one field, where the service named fields. */
  field(name: string): string | undefined {
    return this.details.find((detail) => detail.field === name)?.message;
  }
}

interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal;
  idempotencyKey?: string;
  /** Goes out even when the page is left meanwhile. */
  keepalive?: boolean;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function cookie(name: string, jar: string = document.cookie): string | null {
  for (const part of jar.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return decodeURIComponent(value.join("="));
  }
  return null;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  const csrf = method === "GET" ? null : cookie("csrftoken");
  if (csrf) headers.set("X-CSRFToken", csrf);
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      ...(options.keepalive ? { keepalive: true } : {}),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, "NETWORK", "The server can't be reached.");
  }
}

/** Turns any refused answer into an `ApiError`, also one that is not the envelope. */
export async function toApiError(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get("Retry-After"));
  const retryAfterS = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  const body: unknown = await response.json().catch(() => null);
  if (body !== null && typeof body === "object" && "error" in body && "code" in body) {
    const envelope = body as { error: string; code: string; request_id?: string; details?: FieldError[] | null };
    return new ApiError(
      response.status,
      envelope.code,
      envelope.error,
      envelope.details ?? [],
      envelope.request_id ?? null,
      retryAfterS,
    );
  }
  return new ApiError(response.status, "UNKNOWN", `The server answered ${response.status}.`, [], null, retryAfterS);
}

let refreshing: Promise<boolean> | null = null;

/**
 * One renewal of the session cookies at a time, however many requests and tabs found them expired: two uses of
 * one refresh token would end the session.
 */
function refreshSession(): Promise<boolean> {
  const renew = async () => {
    const response = await send("POST", "/api/auth/refresh", { body: { cookie_only: true } });
    return response.ok;
  };
  refreshing ??= ("locks" in navigator ? navigator.locks.request("livestream.refresh", renew) : renew())
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

const withoutRefresh = ["/api/auth/login", "/api/auth/register", "/api/auth/logout", "/api/auth/refresh"];

export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  let response = await send(method, path, options);
  if (response.status === 401 && cookie("csrftoken") && !withoutRefresh.includes(path) && (await refreshSession())) {
    response = await send(method, path, options);
  }
  if (!response.ok) throw await toApiError(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
