import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { schedulesKey, useSchedules } from "../../api/queries";
import { cancelSchedule, startStream, type Schedule } from "../../api/schedules";
import type { User } from "../../api/types";
import { useI18n } from "../../i18n";
import { ConfirmDialog } from "../ConfirmDialog";
import { Empty, ErrorNotice, Loading } from "../Notice";
import { ScheduleForm } from "./ScheduleForm";
import { ScheduleList } from "./ScheduleList";

/** What somebody plans to stream: to change, to call off, or to begin now. */
export function OwnSchedules({ user }: { user: User }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const query = useSchedules({ user_id: user.user_id, limit: 50 });
  const [editing, setEditing] = useState<Schedule | null>(null);
  const [asking, setAsking] = useState<Schedule | null>(null);
  const [made, setMade] = useState(0);

  const cancel = useMutation({
    mutationFn: (schedule: Schedule) => cancelSchedule(schedule.schedule_id),
    onSettled: async () => {
      setAsking(null);
      await queries.invalidateQueries({ queryKey: schedulesKey });
    },
  });
  const start = useMutation({
    mutationFn: (streamId: string) => startStream(streamId),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: schedulesKey }),
        queries.invalidateQueries({ queryKey: ["streams"] }),
      ]);
      await navigate({ to: "/studio" });
    },
  });

  const actions = (schedule: Schedule) => (
    <>
      {schedule.stream_id !== null && (
        <button
          type="button"
          className="button button--small"
          data-testid="schedule-start-now"
          disabled={start.isPending}
          onClick={() => start.mutate(schedule.stream_id!)}
        >
          {t("scheduleStartNow")}
        </button>
      )}
      <button type="button" className="button button--quiet button--small" data-testid="schedule-edit" onClick={() => setEditing(schedule)}>
        {t("edit")}
      </button>
      <button type="button" className="button button--danger button--small" data-testid="schedule-cancel" onClick={() => setAsking(schedule)}>
        {t("scheduleCancel")}
      </button>
    </>
  );

  return (
    <>
      {(start.isError || cancel.isError) && <ErrorNotice error={start.error ?? cancel.error} />}
      {query.isPending && <Loading />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Empty title={t("scheduleEmpty")} text={t("scheduleEmptyText")} />}
      {query.data && query.data.items.length > 0 && <ScheduleList schedules={query.data.items} showName={false} actions={actions} />}
      <ScheduleForm
        key={editing?.schedule_id ?? `new-${made}`}
        schedule={editing}
        onSaved={() => {
          setEditing(null);
          setMade(made + 1);
        }}
        {...(editing ? { onCancel: () => setEditing(null) } : {})}
      />
      <ConfirmDialog
        open={asking !== null}
        title={t("scheduleCancelTitle")}
        text={t("scheduleCancelText", { title: asking?.title ?? "" })}
        action={t("scheduleCancel")}
        busy={cancel.isPending}
        testId="schedule-cancel-confirm"
        onConfirm={() => asking && cancel.mutate(asking)}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
