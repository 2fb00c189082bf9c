import { memo } from "react";
import type { Comment } from "../../chat/frames";
import { tierOf } from "../../chat/superchats";
import { mentionsUser, pieces } from "../../chat/text";
import { hueOf } from "../../hue";
import { useI18n } from "../../i18n";
import { Icon } from "../Icon";

interface MessageRowProps {
  comment: Comment;
  storing: boolean;
  own: boolean;
  /** Whether the reader may do more with it than answer. */
  mayAct: boolean;
  host: boolean;
  /** The reader's own name, to highlight what is said to them. */
  username: string;
  /** Without it nobody can answer here, as in a replay. */
  onReply?: (comment: Comment) => void;
  onMore?: (comment: Comment) => void;
  /** What stands for the time of day, as a place in a video does. */
  time?: string;
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { comment, storing, own, mayAct, host, username, onReply, onMore, time } = props;
  const { t, clock, money } = useI18n();
  const mentioned = mentionsUser(comment, username);
  const paid = comment.message_type === "superchat";
  return (
    <article
      className={`message${mentioned ? " message--mentioned" : ""}${paid ? " message--superchat" : ""}`}
      data-tier={paid ? tierOf(comment) : undefined}
      data-testid="chat-message"
      data-state={storing ? "storing" : "stored"}
      data-id={comment.id}
    >
      {comment.reply && (
        <p className="message__quote">
          <Icon name="reply" />
          <span>
            @{comment.reply.username}: {comment.reply.excerpt}
          </span>
        </p>
      )}
      <p className="message__text">
        <span className="message__name" style={{ "--hue": hueOf(comment.user_id) } as React.CSSProperties}>
          {comment.username}
        </span>
        {host && <span className="tag">{t("broadcasterBadge")}</span>}
        {!host && comment.badges?.includes("moderator") && <span className="tag">{t("moderatorBadge")}</span>}{" "}
        {paid && comment.amount != null && comment.currency && (
          <strong className="message__amount">{money(comment.amount, comment.currency)} </strong>
        )}
        {pieces(comment).map((piece, index) => {
          switch (piece.kind) {
            case "text":
              return <span key={index}>{piece.text}</span>;
            case "link":
              return (
                <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
                  {piece.text}
                </a>
              );
            case "mention":
              return (
                <span
                  key={index}
                  className={
                    piece.username.toLowerCase() === username.toLowerCase() ? "mention mention--me" : "mention"
                  }
                >
                  {piece.text}
                </span>
              );
          }
        })}
        {comment.edited_at && <span className="message__note"> ({t("chatEdited")})</span>}
      </p>
      <p className="message__side">
        {own && (
          <span className="message__state" title={storing ? t("chatStoring") : undefined}>
            <Icon name={storing ? "clock" : "check"} />
            {storing && <span className="visually-hidden">{t("chatStoring")}</span>}
          </span>
        )}
        <time dateTime={comment.created_at}>{time ?? clock(comment.created_at)}</time>
      </p>
      {onReply && (
        <div className="message__actions">
          <button type="button" aria-label={t("chatReplyTo", { name: comment.username })} title={t("chatReply")} onClick={() => onReply(comment)}>
            <Icon name="reply" />
          </button>
          {mayAct && onMore && (
            <button
              type="button"
              aria-label={t("chatActionsFor", { name: comment.username })}
              title={t("chatActions")}
              data-testid="chat-more"
              onClick={() => onMore(comment)}
            >
              <Icon name="more" />
            </button>
          )}
        </div>
      )}
    </article>
  );
});
