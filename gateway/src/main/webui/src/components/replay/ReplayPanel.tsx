import { useMemo, type RefObject } from "react";
import type { Archive } from "../../api/archives";
import { useI18n } from "../../i18n";
import { useReplay } from "../../replay/useReplay";
import { useSession } from "../../session/session";
import { MessageList } from "../chat/MessageList";
import { MessageRow } from "../chat/MessageRow";

/** What was said at this place of the video. */
export function ReplayPanel({ archive, video }: { archive: Archive; video: RefObject<HTMLVideoElement | null> }) {
  const { t, timecode } = useI18n();
  const { user } = useSession();
  const { items, state } = useReplay(archive.archive_id, archive.duration_s ?? 0, video);
  const rows = useMemo(() => items.map((item) => ({ key: item.comment.id, item })), [items]);

  const empty = { loading: t("loading"), failed: t("replayFailed"), here: t("replayEmpty") }[state];
  return (
    <section className="chat" aria-label={t("replay")} data-testid="replay" data-state={state}>
      <header className="chat__header">
        <h2>{t("replay")}</h2>
        {state === "failed" && (
          <p className="chat__status" role="status">
            {t("replayFailed")}
          </p>
        )}
      </header>
      <div className="chat__body">
        <MessageList
          rows={rows}
          label={t("chatMessages")}
          empty={<p className="chat__empty">{empty}</p>}
          render={({ item }) => (
            <MessageRow
              comment={item.comment}
              storing={false}
              own={false}
              mayAct={false}
              host={item.comment.user_id === archive.user_id}
              username={user?.username ?? ""}
              time={timecode(item.at_s)}
            />
          )}
        />
      </div>
    </section>
  );
}
