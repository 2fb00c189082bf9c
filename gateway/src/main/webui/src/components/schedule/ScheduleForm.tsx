import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent } from "react";
import { ApiError } from "../../api/client";
import { schedulesKey } from "../../api/queries";
import { changeSchedule, createSchedule, type Schedule, type ScheduleDraft } from "../../api/schedules";
import { useI18n } from "../../i18n";
import { randomId } from "../../random";
import { fromRule, looksLikeRule, toRule, weekdayName, weekdayOf, weekdays, type Recurrence } from "../../schedule/rrule";
import { nextHour, ownZone, toInstant, toLocal, zones } from "../../schedule/zone";
import { TextField } from "../Field";
import { ErrorNotice } from "../Notice";

const TITLE_LENGTH_MAX = 255;
const DURATION_MIN_MAX = 24 * 60;

interface ScheduleFormProps {
  /** The one to change; without it a new one is made. */
  schedule: Schedule | null;
  onSaved: (schedule: Schedule) => void;
  onCancel?: () => void;
}

export function ScheduleForm({ schedule, onSaved, onCancel }: ScheduleFormProps) {
  const { t, locale } = useI18n();
  const queries = useQueryClient();
  const [title, setTitle] = useState(schedule?.title ?? "");
  const [zone, setZone] = useState(schedule?.time_zone ?? ownZone());
  const [local, setLocal] = useState(() =>
    schedule ? toLocal(schedule.next_at ?? schedule.starts_at, schedule.time_zone) : nextHour(Date.now(), ownZone()),
  );
  const [planned] = useState({ local, zone });
  const [minutes, setMinutes] = useState(String(schedule?.duration_min ?? 60));
  const [recurrence, setRecurrence] = useState<Recurrence>(() => fromRule(schedule?.recurrence));
  const [checked, setChecked] = useState(false);
  const [key, setKey] = useState(randomId);
  const allZones = useMemo(() => zones(zone), [zone]);

  const save = useMutation({
    mutationFn: ({ starts_at, ...draft }: ScheduleDraft) => {
      if (!schedule) return createSchedule({ starts_at, ...draft }, key);
      // A start that stays may lie in the past, a new one may not.
      const moved = local !== planned.local || zone !== planned.zone;
      return changeSchedule(schedule.schedule_id, moved ? { starts_at, ...draft } : draft);
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: schedulesKey });
      onSaved(saved);
    },
  });
  const refused = save.error instanceof ApiError ? save.error : null;
  const fields = ["title", "starts_at", "duration_min", "recurrence", "time_zone"];

  const instant = toInstant(local, zone);
  const duration = Number(minutes);
  const faults = {
    title: title.trim() === "" ? t("errRequired") : undefined,
    starts_at: instant === null ? t("errRequired") : undefined,
    duration_min: Number.isInteger(duration) && duration >= 1 && duration <= DURATION_MIN_MAX ? undefined : t("scheduleBadDuration", { max: DURATION_MIN_MAX }),
    recurrence: recurrence.kind === "custom" && !looksLikeRule(recurrence.rule) ? t("scheduleBadRule") : undefined,
  };
  const fault = (name: keyof typeof faults) => (checked ? faults[name] : undefined) ?? refused?.field(name);

  const edited = () => {
    if (!save.isIdle) save.reset();
    setKey(randomId());
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.values(faults).some((one) => one !== undefined) || instant === null) return;
    save.mutate({ title: title.trim(), starts_at: instant, duration_min: duration, recurrence: toRule(recurrence), time_zone: zone });
  };

  const choose = (kind: string) => {
    edited();
    switch (kind) {
      case "daily":
        return setRecurrence({ kind: "daily" });
      case "weekly":
        return setRecurrence({ kind: "weekly", days: [weekdayOf(local)] });
      case "custom":
        return setRecurrence({ kind: "custom", rule: toRule(recurrence) ?? "FREQ=MONTHLY" });
      default:
        return setRecurrence({ kind: "none" });
    }
  };

  return (
    <form className="form panel" noValidate onSubmit={submit} data-testid="schedule-form" onChange={edited}>
      <h2>{schedule ? t("scheduleEdit") : t("scheduleNew")}</h2>
      {save.isError && !fields.some((name) => refused?.field(name)) && <ErrorNotice error={save.error} />}
      <TextField
        label={t("fieldTitle")}
        required
        maxLength={TITLE_LENGTH_MAX}
        error={fault("title")}
        data-testid="schedule-title"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <div className="form__row">
        <TextField
          label={t("scheduleStart")}
          type="datetime-local"
          required
          error={fault("starts_at")}
          data-testid="schedule-start"
          value={local}
          onChange={(event) => setLocal(event.target.value)}
        />
        <TextField
          label={t("scheduleDuration")}
          type="number"
          min={1}
          max={DURATION_MIN_MAX}
          required
          error={fault("duration_min")}
          data-testid="schedule-duration"
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </div>
      <div className="form__row">
        <div className="field">
          <label htmlFor="schedule-zone">{t("scheduleZone")}</label>
          <select id="schedule-zone" data-testid="schedule-zone" value={zone} onChange={(event) => setZone(event.target.value)}>
            {allZones.map((name) => (
              <option key={name} value={name}>
                {name.replaceAll("_", " ")}
              </option>
            ))}
          </select>
          {refused?.field("time_zone") && (
            <p className="field__error" role="alert">
              {refused.field("time_zone")}
            </p>
          )}
        </div>
        <div className="field">
          <label htmlFor="schedule-repeat">{t("scheduleRepeat")}</label>
          <select id="schedule-repeat" data-testid="schedule-repeat" value={recurrence.kind} onChange={(event) => choose(event.target.value)}>
            <option value="none">{t("repeatNone")}</option>
            <option value="daily">{t("repeatsDaily")}</option>
            <option value="weekly">{t("repeatsWeekly")}</option>
            <option value="custom">{t("repeatCustom")}</option>
          </select>
        </div>
      </div>
      {recurrence.kind === "weekly" && (
        <fieldset className="days">
          <legend>{t("scheduleDays")}</legend>
          {weekdays.map((day) => (
            <label key={day} className="day">
              <input
                type="checkbox"
                checked={recurrence.days.includes(day)}
                onChange={(event) =>
                  setRecurrence({
                    kind: "weekly",
                    days: event.target.checked ? [...recurrence.days, day] : recurrence.days.filter((other) => other !== day),
                  })
                }
              />
              <span aria-hidden="true">{weekdayName(day, locale, "short")}</span>
              <span className="visually-hidden">{weekdayName(day, locale)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {recurrence.kind === "custom" && (
        <TextField
          label={t("scheduleRule")}
          hint={t("scheduleRuleHint")}
          error={fault("recurrence")}
          spellCheck={false}
          autoCapitalize="characters"
          data-testid="schedule-rule"
          value={recurrence.rule}
          onChange={(event) => setRecurrence({ kind: "custom", rule: event.target.value })}
        />
      )}
      <div className="panel__actions">
        <button type="submit" className="button" data-testid="schedule-save" disabled={save.isPending}>
          {schedule ? t("save") : t("scheduleCreate")}
        </button>
        {onCancel && (
          <button type="button" className="button button--quiet" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
      </div>
    </form>
  );
}
