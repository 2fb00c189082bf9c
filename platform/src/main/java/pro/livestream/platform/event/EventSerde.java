package pro.livestream.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.Event;
import pro.livestream.platform.json.WireJson;

/** Events as Kafka has them: JSON values and CloudEvents headers in binary mode. */
public final class EventSerde {
    private EventSerde() {}

    /** The value's bytes; null for a tombstone. */
    public static byte @Nullable [] write(Event event) {
        var text = writeText(event);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The value's JSON; null for a tombstone. */
    public static @Nullable String writeText(Event event) {
        if (event.tombstone()) {
            return null;
        }
        try {
            return WireJson.mapper().writeValueAsString(event);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("an event that is no JSON: " + event.eventType(), bug);
        }
    }

    /** Fails with {@link EventRejectedException} on what is no such event. */
    public static <E extends Event> E read(byte[] value, Class<E> type) {
        ObjectReader reader = WireJson.mapper().readerFor(type);
        try {
            E event = reader.readValue(value);
            if (event == null) {
                throw new EventRejectedException("not a " + type.getSimpleName() + ": null");
            }
            return event;
        } catch (IOException | IllegalArgumentException | NullPointerException malformed) {
            throw new EventRejectedException("not a " + type.getSimpleName() + ": "
                    + malformed.getClass().getSimpleName());
        }
    }

    /** The headers of one event; {@code id} is what consumers tell duplicates by. */
    public static Headers headers(
            String id,
            String source,
            Event event,
            Instant time,
            @Nullable String requestId,
            @Nullable String traceParent) {
        return headers(id, source, event.eventType(), event.key(), event.tenant(), time, requestId, traceParent);
    }

    public static Headers headers(
            String id,
            String source,
            String type,
            String subject,
            String tenant,
            Instant time,
            @Nullable String requestId,
            @Nullable String traceParent) {
        var headers = new RecordHeaders();
        put(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
        put(headers, CloudEventHeaders.ID, id);
        put(headers, CloudEventHeaders.TYPE, type);
        put(headers, CloudEventHeaders.SOURCE, "/livestream/" + source);
        put(headers, CloudEventHeaders.TIME, WireJson.format(time));
        put(headers, CloudEventHeaders.SUBJECT, subject);
        put(headers, "content-type", "application/json");
        put(headers, CloudEventHeaders.TENANT, tenant);
        if (requestId != null) {
            put(headers, CloudEventHeaders.REQUEST_ID, requestId);
        }
        if (traceParent != null) {
            put(headers, CloudEventHeaders.TRACE_PARENT, traceParent);
        }
        return headers;
    }

    public static Optional<String> header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
