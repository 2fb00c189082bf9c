import { useEffect } from "react";
import { useI18n } from "../i18n";

export function usePageTitle(title: string | undefined): void {
  const { t } = useI18n();
  const name = t("appName");
  useEffect(() => {
    document.title = title ? `${title} – ${name}` : name;
  }, [title, name]);
}
