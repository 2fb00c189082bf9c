import { ApiError, cookie, request } from "./client";
import type { User } from "./types";

interface Registration {
  username: string;
  email: string;
  password: string;
  locale: string;
}

/** The caller, or null when nobody is signed in. */
export async function me(signal?: AbortSignal): Promise<User | null> {
  if (!cookie("csrftoken")) return null;
  try {
    return await request<User>("GET", "/api/auth/me", signal ? { signal } : {});
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Signs in by cookie only: no token ever reaches script. */
export async function login(name: string, password: string): Promise<void> {
  const identity = name.includes("@") ? { email: name } : { username: name };
  await request("POST", "/api/auth/login", { body: { ...identity, password, cookie_only: true } });
}

/** Makes the account and signs in, by cookie only too. */
export async function register(registration: Registration): Promise<void> {
  await request("POST", "/api/auth/register", { body: { ...registration, cookie_only: true } });
}

export async function logout(): Promise<void> {
  await request("POST", "/api/auth/logout");
}

export async function updateUser(userId: string, change: { display_name?: string; bio?: string; locale?: string }): Promise<void> {
  await request("PUT", `/api/users/${userId}`, { body: change });
}
