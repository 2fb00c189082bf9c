import { Link } from "@tanstack/react-router";
import { NotificationItem } from "../components/notifications/NotificationItem";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { SignedIn } from "../components/SignedIn";
import { useI18n } from "../i18n";
import { useNotifications } from "../notifications/useNotifications";
import { usePageTitle } from "./usePageTitle";

export function NotificationsPage() {
  const { t } = useI18n();
  usePageTitle(t("notifications"));
  return (
    <div className="page page--medium">
      <SignedIn>{() => <InboxList />}</SignedIn>
    </div>
  );
}

function InboxList() {
  const { t } = useI18n();
  const { query, items, unread, read, readAll, remove } = useNotifications();
  return (
    <>
      <div className="page__head">
        <h1>{t("notifications")}</h1>
        <div className="panel__actions">
          {unread > 0 && (
            <button type="button" className="button button--quiet button--small" data-testid="read-all" onClick={() => void readAll()}>
              {t("notificationsReadAll")}
            </button>
          )}
          <Link to="/notifications/preferences" className="button button--quiet button--small">
            {t("navPreferences")}
          </Link>
        </div>
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && items.length === 0 && <Empty title={t("notificationsEmpty")} text={t("notificationsEmptyText")} />}
      {items.length > 0 && (
        <ul className="notifications notifications--page">
          {items.map((notification) => (
            <NotificationItem
              key={notification.notification_id}
              notification={notification}
              onOpen={() => {
                if (notification.read_at === null) void read(notification.notification_id);
              }}
              onRemove={() => void remove(notification.notification_id)}
            />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button button--quiet page__more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("showMore")}
        </button>
      )}
    </>
  );
}
