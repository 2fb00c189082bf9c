import { useNavigate } from "@tanstack/react-router";
import type { Notification } from "../../api/notifications";
import { useI18n } from "../../i18n";
import { target } from "../../notifications/state";
import { Icon } from "../Icon";

interface NotificationItemProps {
  notification: Notification;
  onOpen: () => void;
  onRemove?: () => void;
}

/** One notification: it leads to what it is about, and is read by that. */
export function NotificationItem({ notification, onOpen, onRemove }: NotificationItemProps) {
  const { t, ago } = useI18n();
  const navigate = useNavigate();
  const unread = notification.read_at === null;
  const path = target(notification);
  return (
    <li
      className={unread ? "notification notification--unread" : "notification"}
      data-testid="notification"
      data-kind={notification.kind}
      data-state={unread ? "unread" : "read"}
    >
      <a
        href={path}
        className="notification__link"
        onClick={(event) => {
          onOpen();
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          void navigate({ to: path });
        }}
      >
        <strong>
          {unread && <span className="visually-hidden">{t("notificationUnread")}: </span>}
          {notification.title}
        </strong>
        {notification.body && <span className="notification__body">{notification.body}</span>}
        <time dateTime={notification.created_at}>{ago(notification.created_at)}</time>
      </a>
      {onRemove && (
        <button
          type="button"
          className="notification__remove"
          aria-label={t("notificationRemove", { title: notification.title })}
          title={t("chatDelete")}
          data-testid="notification-remove"
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  );
}
