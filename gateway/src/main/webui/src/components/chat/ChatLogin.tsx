import { Link, useLocation } from "@tanstack/react-router";
import { useI18n } from "../../i18n";

export function ChatLogin() {
  const { t } = useI18n();
  const location = useLocation();
  return (
    <div className="chat__login">
      <Link to="/login" search={{ next: location.pathname }} className="button">
        {t("chatLogin")}
      </Link>
    </div>
  );
}
