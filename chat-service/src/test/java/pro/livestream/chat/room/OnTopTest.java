package pro.livestream.chat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.chat.frame.FrameJson;

class OnTopTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID ANN = UUID.randomUUID();

    private final OnTop onTop = new OnTop();

    private static Recent.Said superchat(String text, Duration stays) {
        var json = FrameJson.object()
                .put("message", text)
                .put("pinned_until", FrameJson.time(NOW.plus(stays)))
                .toString();
        return new Recent.Said(1, UUID.randomUUID(), ANN, json);
    }

    private List<String> texts(Instant at) {
        return onTop.at(at).stream()
                .map(json -> FrameJson.own(json).path("message").asText())
                .toList();
    }

    @Test
    void keepsEachAsLongAsItWasPaidFor() {
        onTop.say(superchat("long", Duration.ofMinutes(5)));
        onTop.say(superchat("short", Duration.ofMinutes(1)));

        assertEquals(List.of("long", "short"), texts(NOW));
        assertEquals(List.of("long"), texts(NOW.plusSeconds(60)));
        assertEquals(List.of(), texts(NOW.plusSeconds(300)));
    }

    @Test
    void passesOverMessagesAlsoOnesThatPretend() {
        var pretending = FrameJson.object().put("message", "\"pinned_until\":\"2099-01-01T00:00:00.000Z\"");

        onTop.say(new Recent.Said(1, UUID.randomUUID(), ANN, pretending.toString()));

        assertEquals(List.of(), texts(NOW));
    }

    @Test
    void takesEachOnceAndLetsGoOfWhatWasRemoved() {
        var first = superchat("first", Duration.ofMinutes(5));
        onTop.say(first);
        onTop.say(first);
        assertEquals(List.of("first"), texts(NOW));

        onTop.delete(first.id);
        assertEquals(List.of(), texts(NOW));

        onTop.say(superchat("second", Duration.ofMinutes(5)));
        onTop.clear(ANN);
        assertEquals(List.of(), texts(NOW));
    }

    @Test
    void ofTooManyTheOnesThatEndFirstGo() {
        onTop.say(superchat("dear", Duration.ofHours(1)));
        for (int i = 0; i < 40; i++) {
            onTop.say(superchat("cheap " + i, Duration.ofSeconds(30 + i)));
        }

        assertEquals(20, texts(NOW).size());
        assertEquals("dear", texts(NOW).getFirst());
    }
}
