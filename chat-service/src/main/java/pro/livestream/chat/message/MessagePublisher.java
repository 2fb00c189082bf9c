package pro.livestream.chat.message;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Emits messages beside their storing, and again from their rows until the brokers confirm them. */
@Singleton
class MessagePublisher {

    private static final Logger LOG = Logger.getLogger(MessagePublisher.class);
    private static final String SOURCE = "chat-service";
    private static final long CONFIRM_MS = 1000;
    private static final long RESEND_MS = 5000;
    private static final int CONFIRM_MAX = 20_000;

    private final EventSender sender;
    private final Optional<String> copies;
    private final MessageStore store;
    private final Tenants tenants;
    private final CoreLoop loop;
    private final MessageConfig config;
    private final Map<String, List<Storing.Message>> confirmed = new HashMap<>();
    private final List<Storing.Message> toEmit = new ArrayList<>();
    private final AtomicInteger emitting = new AtomicInteger();
    private final Timer latency;
    private final Counter failures;
    private boolean resending;

    MessagePublisher(
            EventSender sender,
            MessageStore store,
            Tenants tenants,
            CoreLoop loop,
            MessageConfig config,
            ServiceConfig service,
            MeterRegistry registry) {
        this.sender = sender;
        this.copies = service.kafka().eventsTopic();
        this.store = store;
        this.tenants = tenants;
        this.loop = loop;
        this.config = config;
        this.latency = Timer.builder("chat.emit.latency")
                .description("From sending a message's event to the brokers' confirmation")
                .publishPercentileHistogram()
                .register(registry);
        this.failures = Counter.builder("chat.kafka.errors")
                .description("Events that the brokers did not confirm in time")
                .register(registry);
        registry.gauge("chat.emit.backlog", emitting, AtomicInteger::get);
    }

    void start() {
        loop.every(CONFIRM_MS, this::noteConfirmed);
        loop.every(RESEND_MS, this::resend);
    }

    /** Sends in a moment, so that people's sockets come first; what can't be sent then is sent from its row later. */
    void emit(Storing.Message message) {
        if (toEmit.size() + emitting.get() >= config.emittingMax()) {
            return;
        }
        toEmit.add(message);
        if (toEmit.size() == 1) {
            loop.after(config.writeWindow().toMillis(), this::emitAll);
        }
    }

    private void emitAll() {
        var due = List.copyOf(toEmit);
        toEmit.clear();
        due.forEach(this::emitNow);
    }

    private void emitNow(Storing.Message message) {
        emitting.incrementAndGet();
        long started = System.nanoTime();
        send(PostedEvent.of(message.tenant(), message.comment(), message.position()))
                .subscribe()
                .with(
                        done -> loop.execute(() -> {
                            emitting.decrementAndGet();
                            latency.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
                            message.confirmed = true;
                            if (message.committed && !message.storedAsConfirmed) {
                                note(message);
                            }
                        }),
                        failure -> loop.execute(() -> {
                            emitting.decrementAndGet();
                            failures.increment();
                        }));
    }

    /** A message is stored: if its event was confirmed in between, its row must be told. */
    void stored(Storing.Message message) {
        if (message.confirmed && !message.storedAsConfirmed) {
            note(message);
        }
    }

    private void note(Storing.Message message) {
        var list = confirmed.computeIfAbsent(message.tenant(), tenant -> new ArrayList<>());
        if (list.size() < CONFIRM_MAX) {
            list.add(message);
        }
    }

    private void noteConfirmed() {
        for (var tenant : List.copyOf(confirmed.keySet())) {
            var messages = confirmed.remove(tenant);
            if (messages != null) {
                store.confirm(new Tenant(tenant), messages)
                        .subscribe()
                        .with(done -> {}, failure -> LOG.debugf("Confirmations wait: %s", failure));
            }
        }
    }

    private void resend() {
        if (resending) {
            return;
        }
        resending = true;
        tenants.forEachReady(
                        "the events to be sent again",
                        tenant -> store.resend(tenant, config.confirmPatience(), this::sendAll))
                .subscribe()
                .with(done -> loop.execute(() -> resending = false), failure -> loop.execute(() -> resending = false));
    }

    private Uni<Void> sendAll(List<ChatMessagePosted> events) {
        LOG.infof("Sending %d events again", events.size());
        return Uni.join()
                .all(events.stream().map(this::send).toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Void> send(ChatMessagePosted event) {
        var topic = event.topic().wireName();
        return copies.isEmpty()
                ? sender.send(entry(topic, event))
                : sender.send(entry(topic, event)).chain(() -> sender.send(entry(copies.get(), event)));
    }

    private static ProducerRecord<String, byte[]> entry(String topic, ChatMessagePosted event) {
        return new ProducerRecord<>(
                topic,
                null,
                event.key(),
                EventSerde.write(event),
                EventSerde.headers(event.commentId().toString(), SOURCE, event, event.createdAt(), null, null));
    }
}
