import { useMutation } from "@tanstack/react-query";
import { banUser, clearUser } from "../../api/moderation";
import type { Comment } from "../../chat/frames";
import type { ChatSocket } from "../../chat/socket";
import { useI18n } from "../../i18n";
import { Dialog } from "../Dialog";
import { ErrorNotice } from "../Notice";

const TIMEOUT_S = 600;

interface MessageDialogProps {
  comment: Comment;
  own: boolean;
  moderator: boolean;
  /** Whether it is the one on top now. */
  pinned: boolean;
  /** Broadcasters can't be banned from their own room. */
  host: boolean;
  socket: ChatSocket;
  onEdit: (comment: Comment) => void;
  onClose: () => void;
}

/** What can be done with one message and with who said it. */
export function MessageDialog({ comment, own, moderator, pinned, host, socket, onEdit, onClose }: MessageDialogProps) {
  const { t } = useI18n();
  const act = useMutation({ mutationFn: (work: () => Promise<unknown>) => work(), onSuccess: onClose });
  const overSocket = (work: () => void) => () => {
    work();
    onClose();
  };
  const overHttp = (work: () => Promise<unknown>) => () => act.mutate(work);
  const { stream_id: stream, user_id: author } = comment;
  return (
    <Dialog title={t("chatActionsFor", { name: comment.username })} testId="chat-actions-dialog" onClose={onClose}>
      <blockquote className="chat__quoted">{comment.message}</blockquote>
      {act.isError && <ErrorNotice error={act.error} />}
      <ul className="chat__acts">
        {own && comment.message_type === "message" && (
          <Act label={t("chatEdit")} testId="chat-edit" onClick={overSocket(() => onEdit(comment))} />
        )}
        {moderator && (
          <Act
            label={pinned ? t("chatUnpin") : t("chatPin")}
            testId="chat-pin"
            onClick={overSocket(() => (pinned ? socket.unpinMessage() : socket.pinMessage(comment.id)))}
          />
        )}
        {(own || moderator) && <Act label={t("chatDelete")} testId="chat-act-delete" onClick={overSocket(() => socket.deleteMessage(comment.id))} />}
        {moderator && !own && !host && (
          <>
            <Act label={t("chatClearUser")} testId="chat-clear" busy={act.isPending} onClick={overHttp(() => clearUser(stream, author))} />
            <Act label={t("chatTimeOut")} testId="chat-timeout" busy={act.isPending} onClick={overHttp(() => banUser(stream, author, TIMEOUT_S))} />
            <Act label={t("chatBan")} testId="chat-ban" busy={act.isPending} onClick={overHttp(() => banUser(stream, author, null))} />
          </>
        )}
      </ul>
    </Dialog>
  );
}

interface ActProps {
  label: string;
  testId: string;
  busy?: boolean;
  onClick: () => void;
}

function Act({ label, testId, busy = false, onClick }: ActProps) {
  return (
    <li>
      <button type="button" className="button button--quiet" data-testid={testId} disabled={busy} onClick={onClick}>
        {label}
      </button>
    </li>
  );
}
