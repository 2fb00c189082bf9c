package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol wants it: keeps what was not acknowledged and sends it again with the same {@code client_id},
 * comes back to the next address with {@code resume} when its connection ends, and remembers what it was shown.
 */
final class ChatMember implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration WELCOME_WITHIN = Duration.ofSeconds(10);

    private final Person person;
    private final List<String> bases;
    private final String path;
    private final Map<String, String> waiting = new LinkedHashMap<>();
    private final ArrayDeque<String> again = new ArrayDeque<>();
    private final Map<String, String> acknowledged = new HashMap<>();
    private final Map<Long, String> seen = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Integer> tookMillis = new ArrayList<>();
    private @Nullable Connection connection;
    private String epoch = "";
    private long offset = -1;
    private int tries;
    private int returns;
    private int gaps;
    private int refused;
    private int number;

    /** The socket goes round the addresses, each time that it must be opened. */
    ChatMember(Person person, String stream, List<String> bases) {
        this.person = person;
        this.bases = List.copyOf(bases);
        this.path = "/ws/streams/" + stream + "/chat";
    }

    /** What a member has come to. */
    record Account(
            Map<String, String> acknowledged,
            Map<Long, String> seen,
            List<String> faults,
            List<Integer> tookMillis,
            int returns,
            int gaps,
            int refused) {}

    synchronized Account account() {
        return new Account(
                Map.copyOf(acknowledged),
                new LinkedHashMap<>(seen),
                List.copyOf(faults),
                List.copyOf(tookMillis),
                returns,
                gaps,
                refused);
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized boolean isWelcome() {
        var now = connection;
        return now != null && now.welcome;
    }

    /** One message more, now, or as soon as there is a connection. */
    void say() {
        String clientId;
        synchronized (this) {
            clientId = person.username() + "-" + ++number;
            waiting.put(clientId, "said as " + clientId + " at " + System.nanoTime());
        }
        send(clientId);
    }

    /** All that came to nothing is to be said again. */
    synchronized void remember() {
        if (again.isEmpty()) {
            again.addAll(waiting.keySet());
        }
    }

    /** Says one of those again that are to be, if there are any: one after another, since a user may say only so much a second. */
    void sayAgain() {
        String clientId;
        synchronized (this) {
            clientId = again.poll();
            if (clientId == null || !waiting.containsKey(clientId)) {
                return;
            }
        }
        send(clientId);
    }

    private void send(String clientId) {
        var now = connected();
        String text;
        synchronized (this) {
            text = waiting.get(clientId);
        }
        if (now != null && text != null) {
            now.send(Map.of("type", "message", "text", text, "client_id", clientId));
        }
    }

    /** The open connection; opens one when there is none, and is empty-handed until it is welcome. */
    @Nullable Connection connected() {
        Connection opened;
        synchronized (this) {
            var now = connection;
            if (now != null && !now.closed.get()) {
                now.abortIfNeverWelcome();
                return now.welcome ? now : null;
            }
            opened = new Connection();
            connection = opened;
        }
        opened.open(bases.get(tries++ % bases.size()));
        return null;
    }

    private synchronized void handle(Connection from, String text) {
        if (text.startsWith("{\"comment\":")) {
            from.live(parse(text).get("comment"));
        } else if (text.startsWith("{\"type\":\"ack\"")) {
            var ack = parse(text);
            if (waiting.remove(ack.path("client_id").asText()) != null) {
                acknowledged.put(ack.path("client_id").asText(), ack.path("id").asText());
            }
        } else if (text.startsWith("{\"type\":\"error\"")) {
            refused++;
        } else if (text.startsWith("{\"type\":\"welcome\"")) {
            welcome(from, parse(text));
        } else if (text.startsWith("{\"type\":\"resumed\"")) {
            resumed(from, parse(text));
        }
    }

    private void welcome(Connection from, JsonNode frame) {
        from.welcome = true;
        if (offset < 0) {
            epoch = frame.path("epoch").asText();
            offset = frame.path("offset").asLong();
            from.whole = true;
        } else {
            returns++;
            from.send(Map.of("type", "resume", "epoch", epoch, "offset", offset));
        }
    }

    private void resumed(Connection from, JsonNode frame) {
        if (!from.whole) {
            from.whole = true;
            // what was on its way when the last connection ended
            remember();
        }
        if (frame.path("recovered").asBoolean()) {
            frame.get("comments").forEach(this::see);
        } else {
            gaps++;
        }
        epoch = frame.path("epoch").asText();
        offset = seen.keySet().stream()
                .mapToLong(Long::longValue)
                .reduce(frame.path("offset").asLong(), Math::max);
    }

    private void see(JsonNode comment) {
        var at = comment.path("offset").asLong();
        var id = comment.path("id").asText();
        var known = seen.put(at, id);
        if (known != null && !known.equals(id)) {
            faults.add("offset " + at + " is both " + known + " and " + id);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return Suite.JSON.readTree(text);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.abort();
        }
    }

    /** One socket of the member's life. */
    final class Connection implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final long began = System.nanoTime();
        private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);
        private volatile @Nullable WebSocket socket;
        private boolean welcome;
        private boolean whole;
        private long lastLive = -1;

        void open(String base) {
            try {
                socket = HTTP.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + person.token())
                        .buildAsync(URI.create(base.replaceFirst("^http", "ws") + path), this)
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException noHandshake) {
                closed.set(true);
            }
        }

        void abortIfNeverWelcome() {
            if (!welcome && System.nanoTime() - began > WELCOME_WITHIN.toNanos()) {
                abort();
            }
        }

        /** One after another: the JDK's client refuses a text while another is on its way. */
        synchronized void send(Object frame) {
            var open = socket;
            if (open == null) {
                return;
            }
            try {
                var text = Suite.JSON.writeValueAsString(frame);
                lastSent = lastSent.thenCompose(before -> open.sendText(text, true))
                        .orTimeout(5, TimeUnit.SECONDS)
                        .whenComplete((sent, failure) -> {
                            if (failure != null) {
                                abort();
                            }
                        });
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void live(JsonNode comment) {
            var at = comment.path("offset").asLong();
            if (at <= lastLive) {
                faults.add("offset " + at + " came after " + lastLive);
            }
            lastLive = Math.max(lastLive, at);
            see(comment);
            if (whole) {
                // before, what lies in between is still missing
                offset = Math.max(offset, at);
            }
            var said = comment.path("message").asText();
            var sentAt = Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
            tookMillis.add((int) Duration.ofNanos(System.nanoTime() - sentAt).toMillis());
        }

        void abort() {
            closed.set(true);
            var open = socket;
            if (open != null) {
                open.abort();
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            socket = webSocket;
            partial.append(data);
            if (last) {
                handle(this, partial.toString());
                partial.setLength(0);
            }
            return WebSocket.Listener.super.onText(webSocket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.set(true);
            return WebSocket.Listener.super.onClose(webSocket, statusCode, reason);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.set(true);
        }
    }
}
