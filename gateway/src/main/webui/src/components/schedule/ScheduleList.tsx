import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Schedule } from "../../api/schedules";
import { useI18n } from "../../i18n";
import { recurrenceText } from "../../schedule/text";
import { Avatar } from "../Avatar";
import { Icon } from "../Icon";

interface ScheduleListProps {
  schedules: readonly Schedule[];
  showName?: boolean;
  actions?: (schedule: Schedule) => ReactNode;
}

/** Planned streams with their times in the reader's own zone. */
export function ScheduleList({ schedules, showName = true, actions }: ScheduleListProps) {
  const i18n = useI18n();
  return (
    <ul className="schedules">
      {schedules.map((schedule) => {
        const name = schedule.broadcaster?.display_name || schedule.broadcaster?.username || "";
        const at = schedule.next_at ?? schedule.starts_at;
        const recurrence = recurrenceText(schedule.recurrence, i18n);
        return (
          <li key={schedule.schedule_id} className="schedule" data-testid="schedule" data-id={schedule.schedule_id}>
            {showName && name && <Avatar userId={schedule.user_id} name={name} />}
            <div className="schedule__what">
              <p className="schedule__title">{schedule.title}</p>
              <p className="schedule__when">
                <time dateTime={at}>{i18n.when(at)}</time>
                <span>{i18n.t("scheduleMinutes", { minutes: schedule.duration_min })}</span>
                {recurrence && (
                  <span className="schedule__repeat">
                    <Icon name="repeat" />
                    {recurrence}
                  </span>
                )}
              </p>
              {showName && name && (
                <Link to="/channel/$userId" params={{ userId: schedule.user_id }}>
                  {name}
                </Link>
              )}
            </div>
            {actions && <div className="panel__actions">{actions(schedule)}</div>}
          </li>
        );
      })}
    </ul>
  );
}
