import { request } from "./client";
import type { Page } from "./types";

/** What tips may be in one currency, in its minor unit, of which `decimals` digits stand behind the point. */
export interface TipCurrency {
  code: string;
  amount_min: number;
  amount_max: number;
  decimals: number;
}

export interface TipConfig {
  publishable_key: string;
  api_base: string;
  currencies: TipCurrency[];
}

export interface TipDraft {
  stream_id: string;
  amount: number;
  currency: string;
  message?: string;
}

export interface BegunTip {
  transaction_id: string;
  status: TransactionStatus;
  client_secret: string;
}

export type TransactionStatus = "created" | "requires_action" | "succeeded" | "failed" | "refunded" | "disputed";
export type TransactionRole = "sender" | "receiver";

export interface Transaction {
  transaction_id: string;
  stream_id: string;
  sender_id: string;
  sender_username: string;
  receiver_id: string;
  amount: number;
  currency: string;
  fee: number;
  message: string | null;
  status: TransactionStatus;
  failure_code: string | null;
  refunded_amount: number;
  created_at: string;
  updated_at: string;
}

export const tipConfig = (signal?: AbortSignal) =>
  request<TipConfig>("GET", "/api/transactions/config", signal ? { signal } : {});

export const createTip = (draft: TipDraft, idempotencyKey: string) =>
  request<BegunTip>("POST", "/api/transactions", { body: draft, idempotencyKey });

export const transaction = (transactionId: string, signal?: AbortSignal) =>
  request<Transaction>("GET", `/api/transactions/${encodeURIComponent(transactionId)}`, signal ? { signal } : {});

export function transactions(role: TransactionRole, cursor: string | null, signal?: AbortSignal): Promise<Page<Transaction>> {
  const query = new URLSearchParams({ role, limit: "30" });
  if (cursor !== null) query.set("cursor", cursor);
  return request<Page<Transaction>>("GET", `/api/transactions?${query}`, signal ? { signal } : {});
}

export const refund = (transactionId: string) =>
  request<Transaction>("POST", `/api/transactions/${encodeURIComponent(transactionId)}/refund`, { body: {} });
