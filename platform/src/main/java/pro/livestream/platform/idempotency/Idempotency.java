package pro.livestream.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorCode;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.json.WireJson;

/** The first answer to an {@code Idempotency-Key}, kept for 24 h in the transaction that the request made. */
public final class Idempotency {
    private static final int KEY_LENGTH_MAX = 255;

    private Idempotency() {}

    /** One request as its key, route and body name it; the body's hash tells a reused key. */
    public record Request(String tenant, String caller, String route, String key, String bodyHash) {
        public static Request of(Caller caller, String route, String key, Object body) {
            if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
                throw Refusal.validation("Idempotency-Key", "must have 1 to " + KEY_LENGTH_MAX + " characters")
                        .refused();
            }
            return new Request(caller.tenant().name(), caller.kind() + ":" + caller.subject(), route, key, hash(body));
        }
    }

    /**
     * Runs {@code work} once per key, inside {@code transaction}: a repetition gets the kept answer, read as {@code type}.
     * Refuses another body with 422 {@code IDEMPOTENCY_KEY_REUSED} and a request whose twin still runs with 409.
     * A null request means that the caller sent no key.
     */
    public static <T> Uni<T> once(
            SqlConnection transaction, @Nullable Request request, Class<T> type, Supplier<Uni<T>> work) {
        if (request == null) {
            return work.get();
        }
        return claim(transaction, request)
                .chain(kept -> kept == null
                        ? work.get().call(answer -> keep(transaction, request, answer))
                        : Uni.createFrom().item(() -> replay(kept, request, type)));
    }

    /** Null when the key is new and now ours; the advisory lock, unlike the row, is seen before the twin commits. */
    private static Uni<@Nullable Row> claim(SqlConnection transaction, Request request) {
        return transaction
                .preparedQuery("select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as ours")
                .execute(Tuple.of(String.join(
                        "\u001f", "idempotency", request.tenant, request.caller, request.route, request.key)))
                .invoke(rows -> {
                    if (!rows.iterator().next().getBoolean("ours")) {
                        throw inProgress();
                    }
                })
                .chain(() -> transaction
                        .preparedQuery("""
                                delete from platform.idempotency_key where tenant = $1 and caller = $2 and route = $3
                                and key = $4 and created_at < now() - interval '24 hours'
                                """)
                        .execute(Tuple.of(request.tenant, request.caller, request.route, request.key)))
                .chain(() -> transaction
                        .preparedQuery("""
                                select body_hash, answer from platform.idempotency_key
                                where tenant = $1 and caller = $2 and route = $3 and key = $4
                                """)
                        .execute(Tuple.of(request.tenant, request.caller, request.route, request.key)))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next());
    }

    private static Uni<Void> keep(SqlConnection transaction, Request request, Object answer) {
        return transaction
                .preparedQuery("""
                        insert into platform.idempotency_key (tenant, caller, route, key, body_hash, answer)
                        values ($1, $2, $3, $4, $5, $6)
                        """)
                .execute(Tuple.of(
                        request.tenant, request.caller, request.route, request.key, request.bodyHash, json(answer)))
                .replaceWithVoid();
    }

    private static <T> T replay(Row kept, Request request, Class<T> type) {
        if (!request.bodyHash.equals(kept.getString("body_hash"))) {
            throw Refusal.of(
                            422, ErrorCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key was used with another request")
                    .refused();
        }
        try {
            return WireJson.mapper().readValue(kept.getString("answer"), type);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a kept answer is not readable", bug);
        }
    }

    private static RuntimeException inProgress() {
        return Refusal.conflict(ErrorCode.IDEMPOTENCY_IN_PROGRESS, "The same request is still running")
                .refused();
    }

    private static String hash(Object body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(json(body).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String json(Object value) {
        try {
            return WireJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
