package pro.livestream.chat.message;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.admission.Admission;
import pro.livestream.chat.admission.Candidate;
import pro.livestream.chat.admission.Verdict;
import pro.livestream.chat.attachment.Attachments;
import pro.livestream.chat.evasion.Visitors;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.log.Appending;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.Position;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.chat.retention.RecentTrim;
import pro.livestream.chat.room.Retention;
import pro.livestream.chat.room.Room;
import pro.livestream.chat.room.Rooms;
import pro.livestream.platform.drain.Drain;
import pro.livestream.platform.id.Ids;

/** Takes messages in: checks, sequences and broadcasts them, stores and emits them at the same time. On the core loop. */
@Singleton
public class Messages {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int ATTEMPTS_MAX = 5;
    private static final long REPAIR_PAUSE_MS = 20;
    private static final long DRAIN_CHECK_MS = 20;

    private final Rooms rooms;
    private final RoomLog log;
    private final CoreLoop loop;
    private final MessageWriter writer;
    private final MessagePublisher publisher;
    private final Admission admission;
    private final Attachments attachments;
    private final Holding holding;
    private final Visitors visitors;
    private final RecentTrim trim;
    private final MessageConfig config;
    private final Counter received;
    private final MeterRegistry registry;
    private int waiting;

    /** A message on its way into the log. */
    private static final class Draft {
        private final Room room;
        private final Connection sender;
        private final @Nullable String clientId;
        private final Comment comment;
        private final String json;
        private final List<UUID> files;
        private final long receivedNanos;
        private final Retention retention;
        private int attempts;

        private Draft(
                Room room,
                Connection sender,
                @Nullable String clientId,
                Comment comment,
                List<UUID> files,
                long receivedNanos) {
            this.room = room;
            this.sender = sender;
            this.clientId = clientId;
            this.comment = comment;
            this.json = comment.toJson();
            this.files = files;
            this.receivedNanos = receivedNanos;
            this.retention = room.facts().settings().retention();
        }
    }

    Messages(
            Rooms rooms,
            RoomLog log,
            CoreLoop loop,
            MessageWriter writer,
            MessagePublisher publisher,
            Admission admission,
            Attachments attachments,
            Holding holding,
            Visitors visitors,
            RecentTrim trim,
            MessageConfig config,
            MeterRegistry registry) {
        this.rooms = rooms;
        this.log = log;
        this.loop = loop;
        this.writer = writer;
        this.publisher = publisher;
        this.admission = admission;
        this.attachments = attachments;
        this.holding = holding;
        this.visitors = visitors;
        this.trim = trim;
        this.config = config;
        this.registry = registry;
        this.received = Counter.builder("chat.messages.received")
                .description("Messages that clients sent")
                .register(registry);
    }

    void start(@Observes @Priority(6) StartupEvent event, Drain drain) {
        publisher.start();
        drain.onDrain(() -> Uni.createFrom().emitter(done -> awaitStored(() -> done.complete(null))));
    }

    private void awaitStored(Runnable done) {
        if (writer.backlog() == 0) {
            done.run();
        } else {
            loop.after(DRAIN_CHECK_MS, () -> awaitStored(done));
        }
    }

    /** Everything that a client's message frame asks for; refusals go to its sender. */
    public void send(Room room, Connection sender, ClientFrame.Message message, long receivedNanos) {
        received.increment();
        var text = TextPolicy.clean(message.text());
        if (text.isEmpty() && message.attachments().isEmpty()) {
            return;
        }
        if (TextPolicy.isTooLong(text)) {
            refuse(sender, ChatError.MESSAGE_TOO_LONG.frame(message.clientId()));
            return;
        }
        var facts = room.facts();
        visitors.spoke(facts, sender.member());
        var candidate =
                Candidate.of(facts, sender.member(), Ids.next(), text, message.replyTo(), message.attachments());
        admission.admit(candidate, verdict -> {
            switch (verdict) {
                case Verdict.Admitted admitted ->
                    say(room, sender, message.clientId(), candidate, admitted.attachments(), receivedNanos);
                case Verdict.Held held ->
                    holding.hold(candidate, message.clientId(), held, answer -> answer(sender, answer));
                case Verdict.Refused refused ->
                    refuse(sender, refused.error().frame(message.clientId(), refused.retryAfter()));
            }
        });
    }

    private void answer(Connection sender, ServerFrame answer) {
        if (answer instanceof ServerFrame.Refused refused) {
            refuse(sender, refused);
        } else {
            sender.send(answer);
        }
    }

    private void say(
            Room room,
            Connection sender,
            @Nullable String clientId,
            Candidate candidate,
            @Nullable String files,
            long receivedNanos) {
        if (writer.isFull()) {
            refuse(sender, ChatError.UNAVAILABLE.frame(clientId));
            return;
        }
        // as precise as the log remembers it, so that the row of a repeated message is the same row
        var now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
        var comment = CommentMaker.make(
                room, sender.member(), candidate.id(), candidate.text(), candidate.replyTo(), files, now);
        attempt(new Draft(room, sender, clientId, comment, candidate.attachments(), receivedNanos));
    }

    private void attempt(Draft draft) {
        var comment = draft.comment;
        var facts = draft.room.facts();
        boolean moderates = facts.roleOf(draft.sender.member().caller()).moderates();
        draft.room.expect(comment.id(), draft.sender, draft.clientId, draft.receivedNanos);
        draft.attempts++;
        log.append(new Appending(
                                draft.room.key(),
                                RoomEntry.Kind.COMMENTED,
                                comment.id(),
                                comment.userId(),
                                draft.json,
                                draft.clientId,
                                comment.createdAt().toEpochMilli(),
                                true,
                                moderates ? Duration.ZERO : facts.settings().slowMode(),
                                draft.room.seen())
                        .keeping(keeping(draft.retention)))
                .onComplete(done -> {
                    if (done.succeeded()) {
                        decided(draft, done.result());
                    } else {
                        await(draft);
                    }
                });
    }

    private void decided(Draft draft, Appending.Outcome outcome) {
        switch (outcome) {
            case Appending.Appended appended -> appended(draft, appended.position());
            case Appending.Duplicate duplicate -> duplicate(draft, duplicate);
            case Appending.TooFast fast -> refuse(draft, ChatError.RATE_LIMITED, fast.retryAfterMs());
            case Appending.Slowed slowed -> refuse(draft, ChatError.SLOW_MODE, slowed.retryAfterMs());
            case Appending.SequenceLost lost -> {
                if (draft.attempts >= ATTEMPTS_MAX) {
                    await(draft);
                } else {
                    rooms.repair(draft.room)
                            .onComplete(repaired -> loop.after(REPAIR_PAUSE_MS, () -> {
                                if (repaired.succeeded()) {
                                    attempt(draft);
                                } else {
                                    await(draft);
                                }
                            }));
                }
            }
        }
    }

    private void appended(Draft draft, Position position) {
        draft.room.taken(position);
        if (draft.retention.isMemoryOnly()) {
            acknowledge(draft, draft.comment.id(), position);
            return;
        }
        var stored = row(draft, draft.comment, position);
        writer.add(stored);
        publisher.emit(stored);
    }

    /** The first one's row is written once more unless it is there: whoever took it may have died before. */
    private void duplicate(Draft draft, Appending.Duplicate first) {
        if (first.id().equals(draft.comment.id())) {
            appended(draft, first.position());
            return;
        }
        draft.room.expectNoMore(draft.comment.id());
        if (!draft.files.isEmpty()) {
            // they were claimed for the repetition
            var _ = attachments.claim(draft.room.key().tenant(), draft.comment.userId(), first.id(), draft.files);
        }
        if (draft.retention.isMemoryOnly()) {
            acknowledge(draft, first.id(), first.position());
            return;
        }
        var made = draft.comment;
        var comment = new Comment(
                first.id(),
                made.streamId(),
                made.userId(),
                made.username(),
                made.message(),
                Instant.ofEpochMilli(first.createdAtMs()),
                made.messageType(),
                made.replyTo(),
                made.details(),
                null);
        writer.add(row(draft, comment, first.position()));
    }

    private Storing.Message row(Draft draft, Comment comment, Position position) {
        var holder = new Storing.@Nullable Message[1];
        var row = new Storing.Message(
                draft.room.key().tenant(),
                comment,
                position,
                () -> {
                    var stored = holder[0];
                    if (stored != null) {
                        publisher.stored(stored);
                    }
                    stored(draft.room.key(), draft.retention);
                    acknowledge(draft, comment.id(), position);
                },
                () -> refuse(draft.sender, ChatError.UNAVAILABLE.frame(draft.clientId)));
        holder[0] = row;
        return row;
    }

    private static void acknowledge(Draft draft, UUID id, Position position) {
        draft.sender.send(new ServerFrame.Acknowledged(
                draft.clientId, id.toString(), position.offset(), draft.retention.isMemoryOnly()));
    }

    static Appending.Keeping keeping(Retention retention) {
        return retention.isMemoryOnly() ? Appending.Keeping.SHORTLY : Appending.Keeping.AS_IT_IS;
    }

    /** Waits for Redis as long as it may, then refuses. */
    private void await(Draft draft) {
        long leftMs = config.redisPatience().toMillis() - (System.nanoTime() - draft.receivedNanos) / 1_000_000;
        if (leftMs <= 0 || waiting >= config.waitingMax()) {
            refuse(draft, ChatError.UNAVAILABLE, 0);
            return;
        }
        waiting++;
        boolean[] over = new boolean[1];
        loop.after(leftMs, () -> {
            if (!over[0]) {
                over[0] = true;
                waiting--;
                refuse(draft, ChatError.UNAVAILABLE, 0);
            }
        });
        loop.after(
                draft.attempts >= ATTEMPTS_MAX ? REPAIR_PAUSE_MS * 10 : 1,
                () -> log.whenUp().onComplete(up -> {
                    if (!over[0]) {
                        over[0] = true;
                        waiting--;
                        attempt(draft);
                    }
                }));
    }

    private void refuse(Draft draft, ChatError error, long retryAfterMs) {
        draft.room.expectNoMore(draft.comment.id());
        refuse(
                draft.sender,
                retryAfterMs > 0 ? error.frame(draft.clientId, retryAfterMs) : error.frame(draft.clientId));
    }

    private void refuse(Connection sender, ServerFrame.Refused refused) {
        registry.counter("chat.messages.rejected", "code", refused.code()).increment();
        sender.send(refused);
    }

    /** A change's place in the log. */
    Future<Position> append(Appending change) {
        return place(change).map(Place::position);
    }

    /** Where something stands in the log, and when it was said: the first time where it was appended before. */
    record Place(Position position, long createdAtMs) {}

    /** Appends, and tries again where the sequence had to be repaired. */
    Future<Place> place(Appending entry) {
        return place(entry, 0);
    }

    private Future<Place> place(Appending entry, int attempts) {
        return log.append(entry)
                .recover(down -> Future.failedFuture(ChatError.UNAVAILABLE.refused()))
                .compose(outcome -> switch (outcome) {
                    case Appending.Appended appended ->
                        Future.succeededFuture(new Place(appended.position(), entry.createdAtMs()));
                    case Appending.Duplicate duplicate ->
                        Future.succeededFuture(new Place(duplicate.position(), duplicate.createdAtMs()));
                    case Appending.TooFast fast ->
                        Future.failedFuture(ChatError.RATE_LIMITED.refused(Duration.ofMillis(fast.retryAfterMs())));
                    case Appending.Slowed slowed -> Future.failedFuture(ChatError.SLOW_MODE.refused());
                    case Appending.SequenceLost lost ->
                        attempts >= ATTEMPTS_MAX
                                ? Future.failedFuture(ChatError.UNAVAILABLE.refused())
                                : rooms.repair(entry.room(), entry.seen())
                                        .compose(repaired -> place(entry, attempts + 1));
                });
    }

    /** Stores a message that has its place, and emits its event at the same time. */
    void store(Storing.Message message) {
        writer.add(message);
        publisher.emit(message);
    }

    /** The brokers' confirmation may have come before the row was there. */
    void stored(Storing.Message message) {
        publisher.stored(message);
    }

    /** A room that keeps only the newest has one more. */
    void stored(RoomKey room, Retention retention) {
        if (retention == Retention.RECENT) {
            trim.grown(room);
        }
    }

    void store(Storing.Change change) {
        writer.add(change);
    }
}
