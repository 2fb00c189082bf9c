import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, cookie, request } from "./client";

interface Call {
  method: string;
  path: string;
  headers: Headers;
}

let calls: Call[];
let answers: Response[];

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

const refusal = (status: number, code: string, extra: object = {}) =>
  json(status, { error: `refused: ${code}`, code, request_id: "r1", ...extra });

beforeEach(() => {
  calls = [];
  answers = [];
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("document", { cookie: "theme=x; csrftoken=tok%3D1" });
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    calls.push({ method: init.method!, path, headers: new Headers(init.headers) });
    const answer = answers.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError("no network"));
  });
});

afterEach(() => vi.unstubAllGlobals());

const failure = (promise: Promise<unknown>): Promise<ApiError> =>
  promise.then(
    () => Promise.reject(new Error("was not refused")),
    (error: ApiError) => error,
  );

describe("cookie", () => {
  it("finds one by its whole name", () => {
    expect(cookie("csrftoken", "xcsrftoken=1; csrftoken=a=b")).toBe("a=b");
    expect(cookie("none", "a=1")).toBeNull();
  });
});

describe("request", () => {
  it("echoes the CSRF cookie on changes only", async () => {
    answers = [json(200, {}), json(200, {})];

    await request("GET", "/api/streams");
    await request("POST", "/api/streams", { body: {} });

    expect(calls.map((call) => call.headers.get("X-CSRFToken"))).toEqual([null, "tok=1"]);
  });

  it("turns the envelope into an error that knows its fields", async () => {
    answers = [refusal(400, "VALIDATION_FAILED", { details: [{ field: "title", message: "is required" }] })];

    const error = await failure(request("POST", "/api/streams", { body: {} }));

    expect(error).toMatchObject({ status: 400, code: "VALIDATION_FAILED", requestId: "r1" });
    expect(error.field("title")).toBe("is required");
    expect(error.field("other")).toBeUndefined();
  });

  it("copes with an answer that is no envelope", async () => {
    answers = [new Response("<html>", { status: 502, headers: { "Retry-After": "3" } })];

    expect(await failure(request("GET", "/x"))).toMatchObject({ status: 502, code: "UNKNOWN", retryAfterS: 3 });
  });

  it("says when nobody answered", async () => {
    expect(await failure(request("GET", "/x"))).toMatchObject({ status: 0, code: "NETWORK" });
  });

  it("gives nothing for an empty answer", async () => {
    answers = [new Response(null, { status: 204 })];

    expect(await request("POST", "/api/auth/logout")).toBeUndefined();
  });

  it("renews an expired session once, for all who found it expired, and repeats them", async () => {
    answers = [refusal(401, "UNAUTHENTICATED"), refusal(401, "UNAUTHENTICATED"), json(200, {}), json(200, 1), json(200, 2)];

    const results = await Promise.all([request("GET", "/a"), request("GET", "/b")]);

    expect(results).toEqual([1, 2]);
    expect(calls.filter((call) => call.path === "/api/auth/refresh")).toHaveLength(1);
  });

  it("does not renew after a wrong password", async () => {
    answers = [refusal(401, "INVALID_CREDENTIALS")];

    expect(await failure(request("POST", "/api/auth/login", { body: {} }))).toMatchObject({ code: "INVALID_CREDENTIALS" });
    expect(calls).toHaveLength(1);
  });
});
