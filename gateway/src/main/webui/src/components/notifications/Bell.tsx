import { Link } from "@tanstack/react-router";
import { useId } from "react";
import type { User } from "../../api/types";
import { useI18n } from "../../i18n";
import { useNotificationFeed, useNotifications } from "../../notifications/useNotifications";
import { Icon } from "../Icon";
import { useDisclosure } from "../useDisclosure";
import { NotificationItem } from "./NotificationItem";

const SHOWN = 6;
const BADGE_MAX = 99;

/** How much is unread, live, and the newest of it. */
export function Bell({ user }: { user: User }) {
  const { t, count } = useI18n();
  const { open, setOpen, root, trigger, handlers } = useDisclosure();
  const panelId = useId();
  useNotificationFeed(user.user_id);
  const { query, items, unread, read, readAll } = useNotifications();

  return (
    <div className="menu" ref={root} {...handlers}>
      <button
        type="button"
        ref={trigger}
        className="bell"
        aria-expanded={open}
        aria-controls={panelId}
        aria-label={unread > 0 ? count("notificationsUnread", unread) : t("notifications")}
        data-testid="bell"
        data-unread={unread}
        onClick={() => setOpen(!open)}
      >
        <Icon name="bell" />
        {unread > 0 && (
          <span className="bell__badge" aria-hidden="true" data-testid="bell-badge">
            {unread > BADGE_MAX ? `${BADGE_MAX}+` : unread}
          </span>
        )}
      </button>
      <p className="visually-hidden" role="status">
        {unread > 0 && count("notificationsUnread", unread)}
      </p>
      <div className="menu__panel bell__panel" id={panelId} hidden={!open}>
        <div className="bell__head">
          <h2>{t("notifications")}</h2>
          {unread > 0 && (
            <button type="button" className="link" data-testid="bell-read-all" onClick={() => void readAll()}>
              {t("notificationsReadAll")}
            </button>
          )}
        </div>
        {items.length === 0 ? (
          <p className="bell__empty">{query.isError ? t("notificationsFailed") : query.isPending ? t("loading") : t("notificationsEmptyText")}</p>
        ) : (
          <ul className="notifications" aria-label={t("notifications")}>
            {items.slice(0, SHOWN).map((notification) => (
              <NotificationItem
                key={notification.notification_id}
                notification={notification}
                onOpen={() => {
                  setOpen(false);
                  if (notification.read_at === null) void read(notification.notification_id);
                }}
              />
            ))}
          </ul>
        )}
        <Link to="/notifications" className="bell__all" onClick={() => setOpen(false)}>
          {t("notificationsAll")}
        </Link>
      </div>
    </div>
  );
}
