import { OwnSchedules } from "../components/schedule/OwnSchedules";
import { Icon } from "../components/Icon";
import { SignedIn } from "../components/SignedIn";
import { useI18n } from "../i18n";
import { usePageTitle } from "./usePageTitle";

export function SchedulePage() {
  const { t } = useI18n();
  usePageTitle(t("navSchedule"));
  return (
    <div className="page page--medium">
      <SignedIn>
        {(user) => (
          <>
            <div className="page__head">
              <h1>{t("navSchedule")}</h1>
              <a className="button button--quiet" href={`/api/users/${user.user_id}/schedule.ics`}>
                <Icon name="calendar" />
                {t("calendarFeed")}
              </a>
            </div>
            <p className="panel__text">{t("scheduleText")}</p>
            <OwnSchedules key={user.user_id} user={user} />
          </>
        )}
      </SignedIn>
    </div>
  );
}
