package pro.livestream.platform.request;

import io.vertx.core.Vertx;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.id.Ids;

/** The id by which one request is found in answers, logs and events. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    public static final String MDC_KEY = "request_id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    /** The caller's own where it is sane, else a new one. */
    public static String takenOver(@Nullable String fromCaller) {
        return fromCaller != null && SANE.matcher(fromCaller).matches()
                ? fromCaller
                : Ids.next().toString();
    }

    /** Of the request that the current Vert.x context works for; null outside of any. */
    public static @Nullable String current() {
        return Vertx.currentContext() != null && MDC.get(MDC_KEY) instanceof String id ? id : null;
    }
}
