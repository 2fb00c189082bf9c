import { Link } from "@tanstack/react-router";
import { useI18n } from "../i18n";
import { useSession } from "../session/session";
import { Bell } from "./notifications/Bell";
import { SettingsMenu } from "./SettingsMenu";

export function Header() {
  const { t } = useI18n();
  const { user, loading } = useSession();
  return (
    <header className="header">
      <Link to="/" className="header__brand">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span>{t("appName")}</span>
      </Link>
      <nav className="header__nav" aria-label={t("menu")}>
        {user && (
          <Link to="/studio" className="button button--quiet">
            {t("navStudio")}
          </Link>
        )}
        {!user && !loading && (
          <>
            <Link to="/login" search={{}} className="button button--quiet">
              {t("navLogin")}
            </Link>
            <Link to="/signup" search={{}} className="button header__signup">
              {t("navSignup")}
            </Link>
          </>
        )}
        {user && <Bell user={user} />}
        <SettingsMenu />
      </nav>
    </header>
  );
}
