package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The main job: somebody goes live with an encoder, others watch and chat over two chat nodes, and it ends. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
class WatchAndChatE2E {
    private final Person alice = Person.registered("alice");
    private final Person bob = Person.registered("bob");
    private final Person anybody = Person.anonymous();

    @Test
    void goesLiveIsWatchedAndChattedAboutAndEnds() {
        var started = alice.post("/api/streams", Map.of("title", "Evening jam", "category", "music"));
        assertThat(started.status()).as("%s", started.body()).isEqualTo(201);
        var stream = started.text("stream_id");
        assertThat(started.text("status")).isEqualTo("live");
        assertThat(started.text("media")).isEqualTo("waiting");
        assertThat(anybody.get("/api/streams/" + stream).body().has("ingest")).isFalse();

        try (var encoder = Broadcast.push(
                started.body().at("/ingest/rtmp_url").asText(),
                started.body().at("/ingest/stream_key").asText())) {
            watch(started.body().at("/playback/hls_url").asText(), stream);
            chat(stream);
            assertThat(encoder.isAlive()).isTrue();
        }
        end(stream);
        numbers(stream);
    }

    private void numbers(String stream) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> alice.get("/api/streams/" + stream + "/stats")
                                .body()
                                .path("messages")
                                .asInt()
                        >= 10);
        var timeline = alice.get("/api/streams/" + stream + "/timeline?step=60").body();
        assertThat(timeline.path("items")).isNotEmpty();
        assertThat(IntStream.range(0, timeline.path("items").size())
                        .map(i -> timeline.at("/items/" + i + "/messages").asInt())
                        .sum())
                .isGreaterThanOrEqualTo(10);
        assertThat(bob.get("/api/streams/" + stream + "/timeline").status()).isEqualTo(403);
    }

    private void watch(String hls, String stream) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> anybody.get(hls).body().asText().contains("#EXT-X-STREAM-INF"));
        var master = anybody.get(hls).body().asText();
        assertThat(master.split("#EXT-X-STREAM-INF", -1).length - 1).as(master).isGreaterThanOrEqualTo(2);
        assertThat(Broadcast.decodedFrames(hls, 3)).isGreaterThanOrEqualTo(50);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody.get("/api/streams/" + stream).text("media").equals("live"));
        var live = anybody.get("/api/streams?status=live").body().get("items");
        assertThat(live).anyMatch(item -> item.get("stream_id").asText().equals(stream));
    }

    private void chat(String stream) {
        var first = Suite.running().process("chat-service").get("url").asText();
        var second = Suite.running().process("chat-service-2").get("url").asText();
        try (var hers = ChatClient.at(first, alice, stream);
                var his = ChatClient.at(second, bob, stream);
                var through = ChatClient.join(bob, stream)) {
            assertThat(hers.await("welcome").path("role").asText()).isEqualTo("broadcaster");
            his.await("welcome");
            through.await("welcome");

            IntStream.range(0, 5).forEach(i -> {
                hers.say("hers " + i, "h" + i);
                his.say("his " + i, "b" + i);
            });
            IntStream.range(0, 5).forEach(i -> {
                hers.awaitAck("h" + i);
                his.awaitAck("b" + i);
            });
            List.of(hers, his, through)
                    .forEach(client -> IntStream.range(0, 5).forEach(i -> {
                        client.awaitComment("hers " + i);
                        client.awaitComment("his " + i);
                    }));

            assertThat(offsets(hers)).isSorted().doesNotHaveDuplicates();
            assertThat(texts(hers)).isEqualTo(texts(his)).isEqualTo(texts(through));
            hers.send(Map.of("type", "reaction", "stamp_id", 1));
            his.await("reactions");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> anybody.get("/api/streams/" + stream)
                                    .body()
                                    .path("viewer_count")
                                    .asInt()
                            == 2);
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody.get("/api/streams/" + stream)
                                .body()
                                .path("viewer_count")
                                .asInt()
                        == 0);
        assertThat(Events.of("streams.chat", stream, 10, Duration.ofSeconds(20)))
                .hasSize(10);
    }

    private void end(String stream) {
        assertThat(bob.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(403);
        var ended = alice.put("/api/streams/" + stream + "/end", Map.of());
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.text("status")).isEqualTo("ended");
        assertThat(alice.put("/api/streams/" + stream + "/end", Map.of()).status())
                .isEqualTo(200);

        assertThat(Events.of("stream.started", stream, 2, Duration.ofSeconds(4)))
                .hasSize(1);
        var told = Events.of("stream.ended", stream, 2, Duration.ofSeconds(10));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().path("recording_manifest").asText()).isNotBlank();
    }

    private static List<Long> offsets(ChatClient client) {
        return client.comments().stream().map(c -> c.get("offset").asLong()).toList();
    }

    private static List<String> texts(ChatClient client) {
        return client.comments().stream()
                .map((JsonNode c) -> c.get("message").asText())
                .toList();
    }
}
