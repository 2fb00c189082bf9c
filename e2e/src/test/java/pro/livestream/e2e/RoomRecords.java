package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is left of a room's messages: in PostgreSQL, as its history tells, and in Kafka. */
final class RoomRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RoomRecords() {}

    /** The texts of the whole history. */
    static List<String> texts(Person reader, String stream) {
        return fields(reader, stream, "message");
    }

    /** Exactly what the crowd was promised is in both; Kafka may have some of it more than once. */
    static void holdWhatWasAcknowledged(String occasion, Person reader, String stream, Crowd crowd) {
        var promised = crowd.acknowledged();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(fields(reader, stream, "id")).hasSize(promised.size()));
        var stored = fields(reader, stream, "id");
        var told = Events.commentIds(stream, promised.size(), PATIENCE);
        System.out.printf(
                "%s: %d acknowledged, %d in PostgreSQL, %d in Kafka (%d more than once); %d refusals, %d returns, %d of them with a gap%n",
                occasion,
                promised.size(),
                stored.size(),
                new HashSet<>(told).size(),
                told.size() - new HashSet<>(told).size(),
                crowd.refusals(),
                crowd.returns(),
                crowd.gaps());
        assertThat(stored).containsExactlyInAnyOrderElementsOf(promised);
        assertThat(new HashSet<>(told)).isEqualTo(promised);
    }

    private static List<String> fields(Person reader, String stream, String field) {
        var values = new ArrayList<String>();
        var path = "/api/streams/" + stream + "/chat/messages?limit=100";
        @Nullable String cursor = null;
        do {
            var page = reader.get(cursor == null ? path : path + "&cursor=" + cursor)
                    .body();
            page.get("items").forEach(item -> values.add(item.get(field).asText()));
            cursor = page.path("next_cursor").isTextual()
                    ? page.get("next_cursor").asText()
                    : null;
        } while (cursor != null);
        return values;
    }
}
