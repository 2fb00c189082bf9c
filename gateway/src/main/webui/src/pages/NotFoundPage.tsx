import { Link } from "@tanstack/react-router";
import { Empty } from "../components/Notice";
import { useI18n } from "../i18n";

export function NotFoundPage() {
  const { t } = useI18n();
  return (
    <div className="page">
      <Empty title={t("notFoundTitle")} text={t("notFoundText")}>
        <Link to="/" className="button">
          {t("navHome")}
        </Link>
      </Empty>
    </div>
  );
}

export function CrashPage() {
  const { t } = useI18n();
  return (
    <div className="page" role="alert">
      <Empty title={t("crashTitle")} text={t("crashText")}>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t("reload")}
        </button>
      </Empty>
    </div>
  );
}
