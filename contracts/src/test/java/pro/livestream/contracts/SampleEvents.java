package pro.livestream.contracts;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import pro.livestream.contracts.event.Event;
import pro.livestream.contracts.event.MentionedUser;
import pro.livestream.contracts.event.RecordingGap;

/** One plausible event of every kind, built from its components' names and types, so that a new kind can't be forgotten. */
final class SampleEvents {
    private static final Instant NOON = Instant.parse("2026-01-31T12:34:56.789Z");

    private SampleEvents() {}

    static List<Event> all() {
        return Arrays.stream(Event.class.getPermittedSubclasses())
                .map(SampleEvents::of)
                .toList();
    }

    private static Event of(Class<?> type) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components).map(c -> value(type, c)).toArray();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return (Event) canonical.newInstance(values);
        } catch (ReflectiveOperationException bug) {
            throw new IllegalStateException(type.getName(), bug);
        }
    }

    private static Object value(Class<?> type, RecordComponent component) {
        var name = component.getName();
        var java = component.getType();
        if (name.equals("eventType")) {
            return eventType(type);
        }
        if (java == UUID.class) {
            return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | (name.hashCode() & 0xFFFF_FFFFL));
        }
        if (java == Instant.class) {
            return NOON;
        }
        if (java == long.class || java == Long.class) {
            return name.equals("amount") ? 500L : 7L;
        }
        if (java == int.class || java == Integer.class) {
            return 3;
        }
        if (java == boolean.class) {
            return name.equals("active") || name.equals("record");
        }
        if (java == List.class) {
            return switch (name) {
                case "gaps" -> List.of(new RecordingGap(NOON, NOON.plusMillis(4_200), 4.2, "ingest_interrupted"));
                case "mentions" ->
                    List.of(new MentionedUser(new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0002L), "bob"));
                default -> List.of("music");
            };
        }
        return text(name);
    }

    private static String eventType(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getName().startsWith("TYPE"))
                .map(SampleEvents::constant)
                .findFirst()
                .orElseThrow();
    }

    private static String constant(java.lang.reflect.Field field) {
        try {
            return (String) Objects.requireNonNull(field.get(null));
        } catch (IllegalAccessException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static String text(String name) {
        return switch (name) {
            case "tenant", "schemaName" -> "localhost";
            case "username", "senderUsername" -> "alice";
            case "message" -> "Hello";
            case "title" -> "Evening jam";
            case "currency" -> "EUR";
            case "viewer" -> "u:01980000-0000-7000-8000-000000000001";
            case "visibility" -> "public";
            case "status", "media" -> "live";
            case "messageType" -> "message";
            case "mediaProvider" -> "embedded";
            case "notifyOn" -> "start";
            case "language", "locale" -> "en";
            case "timeZone" -> "Europe/Berlin";
            case "recurrence" -> "FREQ=WEEKLY;BYDAY=FR";
            case "stampName" -> ":smile:";
            case "epoch" -> "1";
            case "action" -> "ban";
            case "service" -> "chat-service";
            case "channel" -> "email";
            case "thumbnailUrl", "avatarUrl" -> "https://media.example/picture.jpg";
            case "stageArn" -> "arn:aws:ivs:local:000000000000:stage/AbCdEf123456";
            default -> name;
        };
    }
}
