import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { transactionsKey, useProfile, useTransactions } from "../api/queries";
import { refund, type Transaction, type TransactionRole, type TransactionStatus } from "../api/tips";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { SignedIn } from "../components/SignedIn";
import { useI18n, type I18n } from "../i18n";
import { paymentFailureText } from "../i18n/errors";
import { usePageTitle } from "./usePageTitle";

export function MoneyPage() {
  const { t } = useI18n();
  usePageTitle(t("navMoney"));
  return (
    <div className="page">
      <h1>{t("navMoney")}</h1>
      <SignedIn>{() => <Money />}</SignedIn>
    </div>
  );
}

const roles: TransactionRole[] = ["receiver", "sender"];

function Money() {
  const { t } = useI18n();
  const [role, setRole] = useState<TransactionRole>("receiver");
  return (
    <>
      <div className="tabs" role="group" aria-label={t("navMoney")}>
        {roles.map((one) => (
          <button
            key={one}
            type="button"
            className="tabs__tab"
            aria-pressed={one === role}
            data-testid={`money-${one}`}
            onClick={() => setRole(one)}
          >
            {one === "receiver" ? t("moneyReceived") : t("moneySent")}
          </button>
        ))}
      </div>
      <TransactionList key={role} role={role} />
    </>
  );
}

function TransactionList({ role }: { role: TransactionRole }) {
  const i18n = useI18n();
  const { t } = i18n;
  const queries = useQueryClient();
  const query = useTransactions(role);
  const [asking, setAsking] = useState<Transaction | null>(null);
  const back = useMutation({
    mutationFn: (one: Transaction) => refund(one.transaction_id),
    onSuccess: () => queries.invalidateQueries({ queryKey: transactionsKey }),
    onSettled: () => setAsking(null),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];

  if (query.isPending) return <Loading />;
  if (query.isError && items.length === 0) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0) {
    return (
      <Empty
        title={role === "receiver" ? t("moneyNoneReceived") : t("moneyNoneSent")}
        text={role === "receiver" ? t("moneyNoneReceivedText") : t("moneyNoneSentText")}
      />
    );
  }
  return (
    <>
      {back.isError && <ErrorNotice error={back.error} />}
      <ul className="ledger" data-testid="transactions">
        {items.map((one) => (
          <li key={one.transaction_id} className="ledger__row" data-testid="transaction" data-state={one.status}>
            <div className="ledger__who">
              {role === "receiver" ? <strong>{one.sender_username}</strong> : <UserLink userId={one.receiver_id} />}
              {one.message && <p>{one.message}</p>}
              <p className="ledger__when">
                <Link to="/watch/$streamId" params={{ streamId: one.stream_id }}>
                  <time dateTime={one.created_at}>{i18n.when(one.created_at)}</time>
                </Link>
              </p>
            </div>
            <div className="ledger__money">
              <span className="ledger__amount">{i18n.money(one.amount, one.currency)}</span>
              <StatusBadge transaction={one} i18n={i18n} />
              {role === "receiver" && one.status === "succeeded" && (
                <button type="button" className="button button--quiet button--small" data-testid="refund" onClick={() => setAsking(one)}>
                  {t("moneyRefund")}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <button type="button" className="button button--quiet page__more" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("showMore")}
        </button>
      )}
      <ConfirmDialog
        open={asking !== null}
        title={t("moneyRefundTitle")}
        text={asking ? t("moneyRefundText", { amount: i18n.money(asking.amount, asking.currency), name: asking.sender_username }) : ""}
        action={t("moneyRefund")}
        busy={back.isPending}
        testId="refund-confirm"
        onConfirm={() => asking && back.mutate(asking)}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

function UserLink({ userId }: { userId: string }) {
  const { data } = useProfile(userId);
  return (
    <Link to="/channel/$userId" params={{ userId }}>
      {data?.display_name || data?.username || "…"}
    </Link>
  );
}

function StatusBadge({ transaction, i18n }: { transaction: Transaction; i18n: I18n }) {
  const { status, failure_code: code } = transaction;
  return (
    <>
      <span className={`badge badge--${status}`}>{statusText(status, i18n)}</span>
      {status === "failed" && code && <span className="field__hint">{paymentFailureText({ code, message: code }, i18n)}</span>}
    </>
  );
}

function statusText(status: TransactionStatus, { t }: I18n): string {
  switch (status) {
    case "created":
      return t("statusCreated");
    case "requires_action":
      return t("statusRequiresAction");
    case "succeeded":
      return t("statusSucceeded");
    case "failed":
      return t("statusFailed");
    case "refunded":
      return t("statusRefunded");
    case "disputed":
      return t("statusDisputed");
  }
}
