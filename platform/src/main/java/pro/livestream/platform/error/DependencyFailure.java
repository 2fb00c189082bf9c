package pro.livestream.platform.error;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells a dependency that is away, which passes, from a request or code that is wrong, which does not. */
public final class DependencyFailure {
    private static final int CAUSES_MAX = 8;

    private DependencyFailure() {}

    public static boolean isOne(@Nullable Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
            if (isAway(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(Throwable failure) {
        return switch (failure) {
            case PgException postgres -> isAway(postgres);
            case ClosedConnectionException closed -> true;
            case IOException io -> true;
            case TimeoutException timeout -> true;
            case RetriableException kafka -> true;
            case io.vertx.core.VertxException vertx -> true;
            case RefusedException refused -> refused.refusal().status() >= 500;
            default -> {
                var message = failure.getMessage();
                yield message != null
                        && (message.startsWith("Timeout")
                                || (message.contains("onnection") && message.contains("losed")));
            }
        };
    }

    /** Classes of SQLSTATE: connection, resources, operator's intervention, system error, serialisation. */
    private static boolean isAway(PgException failure) {
        var state = failure.getSqlState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("40");
    }
}
