import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { decideHeld, heldMessages } from "../../api/moderation";
import type { HeldMessage } from "../../chat/frames";
import { useI18n } from "../../i18n";
import { ErrorNotice } from "../Notice";

/** Others decide, too, without a word to this page. */
const LOOK_EVERY_MS = 30_000;

const reasons = {
  term: "chatHeldTerm",
  link: "chatHeldLink",
  spam: "chatHeldSpam",
  evasion: "chatHeldEvasion",
  review: "chatHeldReview",
} as const;

const isKnown = (reason: string): reason is keyof typeof reasons => reason in reasons;

/** The messages that wait for who moderates this room; nothing where none does. */
export function HeldQueue({ streamId, toReview }: { streamId: string; toReview: number }) {
  const { count } = useI18n();
  const queries = useQueryClient();
  const key = ["held", streamId] as const;
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => heldMessages(streamId, signal),
    refetchInterval: LOOK_EVERY_MS,
  });
  const decide = useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: "approve" | "reject" }) => decideHeld(streamId, id, decision),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  useEffect(() => {
    if (toReview > 0) void queries.invalidateQueries({ queryKey: ["held", streamId] });
  }, [queries, streamId, toReview]);

  if (!data || data.items.length === 0) return null;
  return (
    <details className="chat__held" open data-testid="chat-held">
      <summary>{count("chatHeld", data.items.length)}</summary>
      <ul>
        {data.items.map((held) => (
          <Held
            key={held.id}
            held={held}
            busy={decide.isPending}
            onDecide={(decision) => decide.mutate({ id: held.id, decision })}
          />
        ))}
      </ul>
      {decide.isError && <ErrorNotice error={decide.error} />}
    </details>
  );
}

interface HeldProps {
  held: HeldMessage;
  busy: boolean;
  onDecide: (decision: "approve" | "reject") => void;
}

function Held({ held, busy, onDecide }: HeldProps) {
  const { t } = useI18n();
  const why = held.reasons.map((reason) => (isKnown(reason) ? t(reasons[reason]) : reason)).join(", ");
  return (
    <li data-testid="chat-held-message">
      <p className="message__text">
        <span className="message__name">{held.username}</span> {held.message}
        <span className="message__note"> {why}</span>
      </p>
      <p className="chat__decide">
        <button type="button" className="link" disabled={busy} data-testid="chat-held-approve" onClick={() => onDecide("approve")}>
          {t("chatHeldApprove")}
        </button>
        <button type="button" className="link" disabled={busy} data-testid="chat-held-reject" onClick={() => onDecide("reject")}>
          {t("chatHeldReject")}
        </button>
      </p>
    </li>
  );
}
