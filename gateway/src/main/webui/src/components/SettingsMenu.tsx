import { Link, useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { logout } from "../api/auth";
import { locales, useI18n, type Locale } from "../i18n";
import { isAdmin, useSession, useSessionChanged } from "../session/session";
import { useTheme, type Theme } from "../session/theme";
import { Icon } from "./Icon";
import { useDisclosure } from "./useDisclosure";

/** Language and appearance for everybody, the account's own entries for who is signed in. */
export function SettingsMenu() {
  const { t, locale, setLocale } = useI18n();
  const { user } = useSession();
  const sessionChanged = useSessionChanged();
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const { open, setOpen, root, trigger, handlers } = useDisclosure();
  const panelId = useId();

  const leave = async () => {
    setOpen(false);
    await logout().catch(() => undefined);
    await sessionChanged();
    await navigate({ to: "/" });
  };

  const name = user ? (user.display_name || user.username) : null;
  return (
    <div className="menu" ref={root} {...handlers}>
      <button
        type="button"
        ref={trigger}
        className="menu__trigger"
        aria-expanded={open}
        aria-controls={panelId}
        aria-label={name ? t("menuOf", { name }) : t("menu")}
        data-testid="user-menu"
        onClick={() => setOpen(!open)}
      >
        {name ? <span aria-hidden="true">{Array.from(name)[0]?.toUpperCase()}</span> : <Icon name="menu" />}
      </button>
      <div className="menu__panel" id={panelId} hidden={!open}>
        {user && (
          <>
            <p className="menu__name">
              <strong>{name}</strong>
              <span>@{user.username}</span>
            </p>
            <Link to="/profile" className="menu__item" onClick={() => setOpen(false)}>
              {t("navProfile")}
            </Link>
            <Link to="/channel/$userId" params={{ userId: user.user_id }} className="menu__item" onClick={() => setOpen(false)}>
              {t("navChannel")}
            </Link>
            <Link to="/studio" className="menu__item" onClick={() => setOpen(false)}>
              {t("navStudio")}
            </Link>
            <Link to="/schedule" className="menu__item" onClick={() => setOpen(false)}>
              {t("navSchedule")}
            </Link>
            <Link to="/money" className="menu__item" onClick={() => setOpen(false)}>
              {t("navMoney")}
            </Link>
            <Link to="/notifications/preferences" className="menu__item" onClick={() => setOpen(false)}>
              {t("navPreferences")}
            </Link>
            {isAdmin(user) && (
              <Link to="/admin/stages" className="menu__item" onClick={() => setOpen(false)}>
                {t("navStages")}
              </Link>
            )}
          </>
        )}
        <label className="menu__choice">
          <span>{t("language")}</span>
          <select value={locale} data-testid="language" onChange={(event) => setLocale(event.target.value as Locale)}>
            {locales.map(({ id, name: label }) => (
              <option key={id} value={id} lang={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="menu__choice">
          <span>{t("theme")}</span>
          <select value={theme} data-testid="theme" onChange={(event) => setTheme(event.target.value as Theme)}>
            <option value="system">{t("themeSystem")}</option>
            <option value="light">{t("themeLight")}</option>
            <option value="dark">{t("themeDark")}</option>
          </select>
        </label>
        {user && (
          <button type="button" className="menu__item" data-testid="logout" onClick={() => void leave()}>
            {t("navLogout")}
          </button>
        )}
      </div>
    </div>
  );
}
