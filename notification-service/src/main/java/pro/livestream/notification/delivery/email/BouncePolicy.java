package pro.livestream.notification.delivery.email;

import io.vertx.ext.mail.SMTPException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mail server's answer says about the address, and about trying again. */
final class BouncePolicy {
    private static final int CAUSES_MAX = 8;
    /** RFC 5321: mailbox unavailable, user not local, mailbox name not allowed; RFC 7504: domain takes no mail. */
    private static final Set<Integer> ADDRESS_IS_BAD = Set.of(550, 551, 553, 556);

    private BouncePolicy() {}

    /** The mail server's own refusal, wherever it stands in the chain of causes. */
    static Optional<SMTPException> refusal(@Nullable Throwable failure) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
            if (cause instanceof SMTPException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    static boolean isHardBounce(int replyCode) {
        return ADDRESS_IS_BAD.contains(replyCode);
    }

    static boolean isPermanent(int replyCode) {
        return replyCode >= 500;
    }
}
