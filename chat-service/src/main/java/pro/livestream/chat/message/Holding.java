package pro.livestream.chat.message;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.admission.Candidate;
import pro.livestream.chat.admission.Verdict;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.hold.HeldMessage;
import pro.livestream.chat.hold.HeldStore;
import pro.livestream.chat.hold.HoldConfig;
import pro.livestream.chat.log.Appending;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.chat.room.Rooms;
import pro.livestream.chat.room.Whisper;
import pro.livestream.platform.tenant.Tenant;

/** Lays a message aside for moderators, under the rates of those that are said. On the core loop. */
@Singleton
class Holding {

    private static final Logger LOG = Logger.getLogger(Holding.class);

    private final HeldStore store;
    private final Rooms rooms;
    private final RoomLog log;
    private final CoreLoop loop;
    private final HoldConfig config;
    private final MeterRegistry registry;

    Holding(HeldStore store, Rooms rooms, RoomLog log, CoreLoop loop, HoldConfig config, MeterRegistry registry) {
        this.store = store;
        this.rooms = rooms;
        this.log = log;
        this.loop = loop;
        this.config = config;
        this.registry = registry;
    }

    /**
     * Calls {@code answer} once with what its sender is told. Rooms that keep nothing can't lay anything aside: there it is
     * refused.
     */
    void hold(Candidate candidate, @Nullable String clientId, Verdict.Held held, Consumer<ServerFrame> answer) {
        var facts = candidate.facts();
        if (facts.settings().retention().isMemoryOnly()) {
            answer.accept(ChatError.MESSAGE_REJECTED.frame(clientId));
            return;
        }
        log.pass(
                        facts.key(),
                        candidate.userId(),
                        clientId,
                        candidate.id(),
                        facts.settings().slowMode())
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Appending.Appended passed -> keep(candidate, clientId, held, answer);
                        case Appending.Duplicate said ->
                            answer.accept(new ServerFrame.Acknowledged(
                                    clientId,
                                    said.id().toString(),
                                    said.position().offset()));
                        case Appending.TooFast fast ->
                            answer.accept(ChatError.RATE_LIMITED.frame(clientId, fast.retryAfterMs()));
                        case Appending.Slowed slowed ->
                            answer.accept(ChatError.SLOW_MODE.frame(clientId, slowed.retryAfterMs()));
                        case Appending.SequenceLost lost -> answer.accept(ChatError.UNAVAILABLE.frame(clientId));
                    }
                })
                .onFailure(away -> answer.accept(ChatError.UNAVAILABLE.frame(clientId)));
    }

    private void keep(Candidate candidate, @Nullable String clientId, Verdict.Held held, Consumer<ServerFrame> answer) {
        var facts = candidate.facts();
        var message = new HeldMessage(
                candidate.id(),
                facts.key().streamId(),
                candidate.userId(),
                candidate.username(),
                candidate.text(),
                candidate.replyTo(),
                held.reasons().stream().map(Verdict.Reason::wireName).toList(),
                HeldMessage.PENDING,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                null,
                null);
        store.hold(new Tenant(facts.key().tenant()), facts.channelId(), message, clientId, config.pendingMax())
                .ifNoItem()
                .after(config.patience())
                .fail()
                .subscribe()
                .with(
                        outcome -> loop.execute(() -> answer.accept(kept(candidate, clientId, outcome))),
                        away -> loop.execute(() -> {
                            LOG.warnf("A message can't be held: %s", away.toString());
                            answer.accept(ChatError.UNAVAILABLE.frame(clientId));
                        }));
    }

    private ServerFrame kept(Candidate candidate, @Nullable String clientId, HeldStore.Outcome outcome) {
        var kept = outcome.kept();
        if (kept == null) {
            return ChatError.HOLD_QUEUE_FULL.frame(clientId, Duration.ofSeconds(30));
        }
        var message = kept.message();
        if (outcome.isNew()) {
            message.reasons()
                    .forEach(reason -> registry.counter("chat.messages.held", "reason", reason)
                            .increment());
            rooms.whisper(new Whisper.ToReview(
                    candidate.facts().key(), message.toJson().toString(), message.username()));
        }
        return answer(message, clientId);
    }

    /** One that was sent again is answered by what became of the first. */
    private static ServerFrame answer(HeldMessage message, @Nullable String clientId) {
        var id = message.id();
        var offset = message.offset();
        return switch (message.state()) {
            case HeldMessage.REJECTED, HeldMessage.EXPIRED -> ChatError.MESSAGE_REJECTED.frame(clientId);
            case HeldMessage.APPROVED ->
                offset == null
                        ? new ServerFrame.Held(clientId, id.toString())
                        : new ServerFrame.Acknowledged(clientId, id.toString(), offset);
            default -> new ServerFrame.Held(clientId, id.toString());
        };
    }
}
