import { useEffect, useState } from "react";
import type { Comment } from "../../chat/frames";
import { nextChange, pinnedAt, tierOf } from "../../chat/superchats";
import { useI18n } from "../../i18n";

const TIMER_MAX_MS = 60_000;

/** Super chats stay on top of the chat for a time that what was given bought. */
export function SuperChats({ tips }: { tips: readonly Comment[] }) {
  const { t, money } = useI18n();
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    setNow(Date.now());
  }, [tips]);

  useEffect(() => {
    const change = nextChange(tips, now);
    if (change === null) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(TIMER_MAX_MS, Math.max(50, change - Date.now())));
    return () => clearTimeout(timer);
  }, [tips, now]);

  const pinned = pinnedAt(tips, now);
  if (pinned.length === 0) return null;
  return (
    <ul className="superchats" aria-label={t("superChats")} tabIndex={0} data-testid="superchats">
      {pinned.map((tip) => (
        <li key={tip.id} className="superchat" data-tier={tierOf(tip)} data-testid="superchat">
          <p className="superchat__head">
            <strong>{tip.username}</strong>
            {tip.amount != null && tip.currency && <span>{money(tip.amount, tip.currency)}</span>}
          </p>
          {tip.message && <p className="superchat__text">{tip.message}</p>}
        </li>
      ))}
    </ul>
  );
}
