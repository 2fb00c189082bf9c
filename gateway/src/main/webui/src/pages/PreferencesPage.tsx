import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../api/client";
import {
  calendarAddress,
  preferences,
  replaceCalendarAddress,
  savePreferences,
  type Preferences,
  type Switches,
} from "../api/notifications";
import { useProfile } from "../api/queries";
import { TextField } from "../components/Field";
import { ErrorNotice, Loading } from "../components/Notice";
import { SignedIn } from "../components/SignedIn";
import { CopyField } from "../components/studio/CopyField";
import { useI18n, type I18n } from "../i18n";
import { ownZone } from "../schedule/zone";
import { usePageTitle } from "./usePageTitle";

const calendarKey = ["calendar-address"] as const;
const channels = ["in_app", "email", "push"] as const;
type Channel = (typeof channels)[number];

export function PreferencesPage() {
  const { t } = useI18n();
  usePageTitle(t("navPreferences"));
  return (
    <div className="page page--medium">
      <h1>{t("navPreferences")}</h1>
      <SignedIn>{() => <Loaded />}</SignedIn>
    </div>
  );
}

function Loaded() {
  const query = useQuery({ queryKey: ["preferences"], queryFn: ({ signal }) => preferences(signal), refetchOnWindowFocus: false });
  if (query.data) {
    return (
      <>
        <PreferencesForm saved={query.data} />
        <OwnCalendar />
      </>
    );
  }
  return query.isError ? <ErrorNotice error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
}

/** The planned streams of all followed channels, for a calendar program. */
function OwnCalendar() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: calendarKey, queryFn: ({ signal }) => calendarAddress(signal), staleTime: Infinity });
  const replace = useMutation({
    mutationFn: replaceCalendarAddress,
    onSuccess: (address) => queries.setQueryData(calendarKey, address),
  });
  return (
    <section className="panel" aria-labelledby="own-calendar">
      <h2 id="own-calendar">{t("calendarOwn")}</h2>
      <p className="panel__text">{t("calendarOwnText")}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <CopyField label={t("calendarAddress")} value={query.data.url} secret testId="calendar-address" />}
      {replace.isError && <ErrorNotice error={replace.error} />}
      <div className="panel__actions">
        <button type="button" className="button button--quiet button--small" disabled={replace.isPending} onClick={() => replace.mutate()}>
          {t("calendarReplace")}
        </button>
        <span role="status">{replace.isSuccess && t("calendarReplaced")}</span>
      </div>
    </section>
  );
}

function channelText(channel: Channel, { t }: I18n): string {
  switch (channel) {
    case "in_app":
      return t("channelInApp");
    case "email":
      return t("channelEmail");
    case "push":
      return t("channelPush");
  }
}

/** Those that the service offers. */
const reminders = [1_440, 60, 5] as const;

function reminderText(minutes: (typeof reminders)[number], { t }: I18n): string {
  switch (minutes) {
    case 1_440:
      return t("remindDay");
    case 60:
      return t("remindHour");
    case 5:
      return t("remindMinutes");
  }
}

function kindText(kind: string, { t }: I18n): string {
  switch (kind) {
    case "stream_started":
      return t("kindStreamStarted");
    case "archive_ready":
      return t("kindArchiveReady");
    case "tip_received":
      return t("kindTipReceived");
    case "new_follower":
      return t("kindNewFollower");
    case "stream_reminder":
      return t("kindReminder");
    case "mention":
      return t("kindMention");
    case "restore_done":
      return t("kindRestoreDone");
    case "moderation":
      return t("kindModeration");
    default:
      return kind.replaceAll("_", " ");
  }
}

function PreferencesForm({ saved }: { saved: Preferences }) {
  const i18n = useI18n();
  const { t } = i18n;
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(saved);
  const save = useMutation({
    mutationFn: () => savePreferences(wanted),
    onSuccess: (stored) => {
      queries.setQueryData(["preferences"], stored);
      setWanted(stored);
    },
  });
  const refused = save.error instanceof ApiError ? save.error : null;
  const quiet = wanted.quiet_hours;
  const change = (next: Partial<Preferences>) => {
    save.reset();
    setWanted({ ...wanted, ...next });
  };
  const changeKind = (kind: string, switches: Switches) => change({ kinds: { ...wanted.kinds, [kind]: switches } });

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="panel__text">{t("preferencesText")}</p>
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="table-frame" tabIndex={0} role="group" aria-label={t("preferencesKinds")}>
        <table className="table">
          <caption className="visually-hidden">{t("preferencesKinds")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("preferencesAbout")}</th>
              {channels.map((channel) => (
                <th scope="col" key={channel} className="table__tick">
                  {channelText(channel, i18n)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <SwitchRow
              label={t("preferencesAll")}
              switches={wanted.channels}
              i18n={i18n}
              onChange={(next) => change({ channels: next })}
            />
            {Object.entries(wanted.kinds).map(([kind, switches]) => (
              <SwitchRow
                key={kind}
                label={kindText(kind, i18n)}
                switches={switches}
                within={wanted.channels}
                i18n={i18n}
                onChange={(next) => changeKind(kind, next)}
              />
            ))}
            {Object.entries(wanted.broadcasters).map(([userId, switches]) => (
              <BroadcasterRow
                key={userId}
                userId={userId}
                switches={switches}
                within={wanted.channels}
                i18n={i18n}
                onChange={(next) => change({ broadcasters: { ...wanted.broadcasters, [userId]: next } })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <fieldset className="panel">
        <legend>{t("reminders")}</legend>
        {reminders.map((minutes) => (
          <label key={minutes} className="check">
            <input
              type="checkbox"
              checked={wanted.remind_before_min.includes(minutes)}
              onChange={(event) =>
                change({
                  remind_before_min: reminders.filter((one) =>
                    one === minutes ? event.target.checked : wanted.remind_before_min.includes(one),
                  ),
                })
              }
            />
            {reminderText(minutes, i18n)}
          </label>
        ))}
      </fieldset>
      <fieldset className="panel">
        <legend>{t("quietHours")}</legend>
        <label className="check">
          <input
            type="checkbox"
            data-testid="quiet-hours"
            checked={quiet !== null}
            onChange={(event) =>
              change({ quiet_hours: event.target.checked ? { start: "22:00", end: "07:00", time_zone: ownZone() } : null })
            }
          />
          {t("quietHoursOn")}
        </label>
        {quiet && (
          <div className="form__row">
            <TextField
              type="time"
              label={t("quietFrom")}
              required
              error={refused?.field("quiet_hours.start")}
              value={quiet.start.slice(0, 5)}
              onChange={(event) => change({ quiet_hours: { ...quiet, start: event.target.value } })}
            />
            <TextField
              type="time"
              label={t("quietTo")}
              required
              error={refused?.field("quiet_hours.end")}
              value={quiet.end.slice(0, 5)}
              onChange={(event) => change({ quiet_hours: { ...quiet, end: event.target.value } })}
            />
          </div>
        )}
        <p className="field__hint">{t("quietHoursHint", { zone: quiet?.time_zone ?? ownZone() })}</p>
      </fieldset>
      <div className="panel__actions">
        <button type="submit" className="button" data-testid="preferences-save" disabled={save.isPending}>
          {t("save")}
        </button>
        <p role="status" className="form__done">
          {save.isSuccess && t("saved")}
        </p>
      </div>
    </form>
  );
}

interface SwitchRowProps {
  label: string;
  switches: Switches;
  /** What is off for everything is off here too. */
  within?: Switches;
  i18n: I18n;
  onChange: (switches: Switches) => void;
}

function SwitchRow({ label, switches, within, i18n, onChange }: SwitchRowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {channels.map((channel) => (
        <td key={channel} className="table__tick">
          <input
            type="checkbox"
            aria-label={`${label}: ${channelText(channel, i18n)}`}
            checked={switches[channel]}
            disabled={within !== undefined && !within[channel]}
            onChange={(event) => onChange({ ...switches, [channel]: event.target.checked })}
          />
        </td>
      ))}
    </tr>
  );
}

function BroadcasterRow({ userId, ...row }: Omit<SwitchRowProps, "label"> & { userId: string }) {
  const profile = useProfile(userId);
  const name = profile.data?.display_name || profile.data?.username || userId;
  return <SwitchRow label={name} {...row} />;
}
