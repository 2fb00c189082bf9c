package pro.livestream.local.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Delivers events to the webhook, signed, until it answers 2xx: at least once, in no order, for three days at most. */
final class WebhookSender implements AutoCloseable {
    private static final int AT_ONCE_MAX = 8;
    private static final long LOOK_EVERY_MS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private final Journal journal;
    private final Clock clock;
    private final String url;
    private final byte[] secret;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Set<String> underWay = new HashSet<>();
    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhooks").factory());
    private volatile boolean held;
    private volatile boolean closed;

    WebhookSender(Journal journal, Clock clock, String url, String secret) {
        this.journal = journal;
        this.clock = clock;
        this.url = url;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .executor(threads)
                .build();
    }

    void start() {
        if (!url.isBlank()) {
            var _ = look.scheduleWithFixedDelay(this::deliverDue, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** A webhook that is held never comes by itself: so tests lose one. */
    void hold(boolean hold) {
        held = hold;
    }

    private void deliverDue() {
        if (held || closed) {
            return;
        }
        synchronized (journal) {
            var now = clock.millis();
            var due = journal.list(
                    Journal.Kind.DELIVERY,
                    delivery -> delivery.path("due").asLong() <= now
                            && !underWay.contains(delivery.path("id").asText()));
            for (var delivery : due.reversed()) {
                if (underWay.size() == AT_ONCE_MAX) {
                    return;
                }
                var id = delivery.path("id").asText();
                underWay.add(id);
                threads.execute(() -> deliver(id));
            }
        }
    }

    private void deliver(String id) {
        var delivered = false;
        try {
            delivered = payload(id).map(this::isTaken).orElse(true);
        } finally {
            note(id, delivered);
        }
    }

    private Optional<String> payload(String id) {
        synchronized (journal) {
            return journal.get(Journal.Kind.EVENT, id).map(event -> {
                try {
                    return mapper.writeValueAsString(event);
                } catch (JsonProcessingException bug) {
                    throw new IllegalStateException(bug);
                }
            });
        }
    }

    private boolean isTaken(String payload) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .header("Stripe-Signature", signature(payload))
                .POST(HttpRequest.BodyPublishers.ofString(payload))
                .build();
        try {
            var status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String signature(String payload) {
        var seconds = clock.instant().getEpochSecond();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var digest = mac.doFinal((seconds + "." + payload).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void note(String id, boolean delivered) {
        synchronized (journal) {
            underWay.remove(id);
            if (closed) {
                return;
            }
            if (delivered || isTooOld(id)) {
                journal.remove(Journal.Kind.DELIVERY, id);
                journal.get(Journal.Kind.EVENT, id).ifPresent(event -> {
                    event.put("pending_webhooks", delivered ? 0 : 1);
                    journal.put(Journal.Kind.EVENT, id, event);
                });
                return;
            }
            var delivery = journal.require(Journal.Kind.DELIVERY, id);
            var attempts = delivery.path("attempts").asInt() + 1;
            var wait = RETRY_FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
            delivery.put("attempts", attempts)
                    .put("due", clock.millis() + Math.min(wait.toMillis(), RETRY_MAX.toMillis()));
            journal.put(Journal.Kind.DELIVERY, id, delivery);
        }
    }

    private boolean isTooOld(String id) {
        var created = journal.get(Journal.Kind.EVENT, id)
                .map(event -> event.path("created").asLong())
                .orElse(0L);
        return clock.instant().getEpochSecond() - created > GIVE_UP_AFTER.toSeconds();
    }

    @Override
    public void close() {
        synchronized (journal) {
            closed = true;
        }
        look.shutdownNow();
        client.shutdownNow();
        threads.shutdownNow();
    }
}
