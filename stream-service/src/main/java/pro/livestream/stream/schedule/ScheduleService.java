package pro.livestream.stream.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.consumer.PersonalData;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.lifecycle.ScheduledStreams;
import pro.livestream.stream.profile.Broadcaster;
import pro.livestream.stream.profile.BroadcasterStore;

/** Planning streams, changing and cancelling plans; plan, next stream and event change together or not at all. */
@ApplicationScoped
class ScheduleService implements PersonalData {
    private final TenantDatabase database;
    private final ScheduleStore store;
    private final ScheduledStreams streams;
    private final BroadcasterStore broadcasters;
    private final ScheduleEvents events;
    private final ScheduleConfig config;
    private final Clock clock = Clock.systemUTC();

    ScheduleService(
            TenantDatabase database,
            ScheduleStore store,
            ScheduledStreams streams,
            BroadcasterStore broadcasters,
            ScheduleEvents events,
            ScheduleConfig config) {
        this.database = database;
        this.store = store;
        this.streams = streams;
        this.broadcasters = broadcasters;
        this.events = events;
        this.config = config;
    }

    Uni<ScheduleView> create(Caller caller, ScheduleDraft draft, Idempotency.@Nullable Request request) {
        var terms = SchedulePolicy.agreed(draft, now());
        return database.inTransaction(
                caller.tenant(),
                tx -> Idempotency.once(tx, request, ScheduleView.class, () -> insert(tx, caller, terms)));
    }

    private Uni<ScheduleView> insert(SqlConnection tx, Caller caller, Terms terms) {
        var planned = planned(caller, terms);
        return broadcasters
                .ensure(tx, caller.userId(), caller.username())
                .chain(() -> store.countOpen(tx, caller.userId()))
                .invoke(count -> {
                    if (count >= config.perUserMax()) {
                        throw new ScheduleError.TooMany(config.perUserMax()).refused();
                    }
                })
                .chain(() -> streams.open(tx, caller.tenant(), planned.plan(terms, terms.startsAt())))
                .map(streamId -> planned.at(
                        terms,
                        terms.startsAt(),
                        terms.dueAt(terms.startsAt(), config.missedAfter()),
                        streamId,
                        planned.createdAt()))
                .call(schedule -> store.insert(tx, schedule))
                .call(schedule -> events.tell(tx, caller.tenant(), schedule))
                .chain(schedule -> view(tx, schedule.scheduleId()));
    }

    /** Version 0: not written before it has its stream. */
    private Schedule planned(Caller caller, Terms terms) {
        Instant now = now();
        return new Schedule(
                Ids.next(),
                caller.userId(),
                new Broadcaster(caller.userId(), caller.username(), null, null),
                terms,
                ScheduleStatus.SCHEDULED,
                null,
                null,
                null,
                0,
                now,
                now);
    }

    Uni<ScheduleView> get(Tenant tenant, UUID scheduleId) {
        return database.inTransaction(tenant, tx -> view(tx, scheduleId));
    }

    private Uni<ScheduleView> view(SqlConnection tx, UUID scheduleId) {
        return store.find(tx, scheduleId)
                .map(found -> found.orElseThrow(() -> new ScheduleError.Unknown().refused()))
                .map(ScheduleView::of);
    }

    Uni<Page<ScheduleView>> list(Tenant tenant, ScheduleQuery query) {
        return database.inTransaction(tenant, tx -> store.list(tx, query))
                .map(page ->
                        new Page<>(page.items().stream().map(ScheduleView::of).toList(), page.nextCursor()));
    }

    Uni<ScheduleView> change(Caller caller, UUID scheduleId, ScheduleDraft draft) {
        return database.inTransaction(
                caller.tenant(),
                tx -> owned(tx, caller, scheduleId)
                        .map(ScheduleService::open)
                        .chain(schedule -> change(
                                tx, caller.tenant(), schedule, SchedulePolicy.changed(schedule.terms(), draft, now())))
                        .map(ScheduleView::of));
    }

    /** The next occurrence is found anew, among those that have not begun. */
    private Uni<Schedule> change(SqlConnection tx, Tenant tenant, Schedule old, Terms terms) {
        var earliest = earliest(old, terms);
        var next = terms.occurrences()
                .firstFrom(earliest)
                .orElseThrow(() -> new ScheduleError.Invalid(
                                terms.recurrence() == null ? "starts_at" : "recurrence",
                                "leaves no occurrence still to come")
                        .refused());
        return nextStream(tx, tenant, old, terms, next)
                .map(streamId -> old.at(terms, next, terms.dueAt(next, config.missedAfter()), streamId, now()))
                .call(schedule -> store.update(tx, schedule))
                .call(schedule -> events.tell(tx, tenant, schedule));
    }

    /** What has its time left as it was keeps its next occurrence, also one that is late. */
    private Instant earliest(Schedule old, Terms terms) {
        var sameTimes = terms.startsAt().equals(old.terms().startsAt())
                && java.util.Objects.equals(terms.recurrence(), old.terms().recurrence())
                && terms.timeZone().equals(old.terms().timeZone());
        var nextAt = old.nextAt();
        return sameTimes && nextAt != null ? nextAt : now();
    }

    /** The stream that waits is moved; one that has begun is left alone and gets a successor. */
    private Uni<UUID> nextStream(SqlConnection tx, Tenant tenant, Schedule old, Terms terms, Instant next) {
        var plan = old.plan(terms, next);
        var streamId = old.streamId();
        return streamId == null
                ? streams.open(tx, tenant, plan)
                : streams.change(tx, tenant, streamId, plan)
                        .chain(moved -> moved ? Uni.createFrom().item(streamId) : streams.open(tx, tenant, plan));
    }

    /** Cancelling again changes nothing. */
    Uni<Void> cancel(Caller caller, UUID scheduleId) {
        return database.inTransaction(
                caller.tenant(),
                tx -> owned(tx, caller, scheduleId)
                        .chain(schedule -> schedule.status() == ScheduleStatus.CANCELLED
                                ? Uni.createFrom().voidItem()
                                : cancel(tx, caller.tenant(), open(schedule))));
    }

    private Uni<Void> cancel(SqlConnection tx, Tenant tenant, Schedule schedule) {
        return end(tx, tenant, schedule, ScheduleStatus.CANCELLED);
    }

    private Uni<Void> end(SqlConnection tx, Tenant tenant, Schedule schedule, ScheduleStatus how) {
        var over = schedule.over(how, now());
        var streamId = schedule.streamId();
        return (streamId == null ? Uni.createFrom().voidItem() : streams.cancel(tx, tenant, streamId))
                .chain(() -> store.update(tx, over))
                .chain(() -> events.tell(tx, tenant, over));
    }

    private Uni<Schedule> owned(SqlConnection tx, Caller caller, UUID scheduleId) {
        return store.lock(tx, scheduleId)
                .map(found -> found.orElseThrow(() -> new ScheduleError.Unknown().refused()))
                .invoke(schedule -> {
                    if (!caller.userId().equals(schedule.userId())) {
                        throw new ScheduleError.NotOwner().refused();
                    }
                });
    }

    private static Schedule open(Schedule schedule) {
        if (schedule.status() != ScheduleStatus.SCHEDULED) {
            throw new ScheduleError.Over(schedule.status()).refused();
        }
        return schedule;
    }

    /** On to the occurrence after one that has begun, was missed or was deleted. */
    Uni<Void> roll(Tenant tenant, UUID scheduleId) {
        return database.inTransaction(
                tenant,
                tx -> store.lock(tx, scheduleId)
                        .chain(found -> found.isEmpty()
                                        || found.get().status() != ScheduleStatus.SCHEDULED
                                        || found.get().nextAt() == null
                                ? Uni.createFrom().voidItem()
                                : store.next(tx, found.get()).chain(next -> roll(tx, tenant, found.get(), next))));
    }

    private Uni<Void> roll(SqlConnection tx, Tenant tenant, Schedule schedule, ScheduleStore.Next next) {
        Instant now = now();
        var nextAt = schedule.nextAt();
        var dueAt = schedule.dueAt();
        if (nextAt == null || (next == ScheduleStore.Next.WAITING && dueAt != null && dueAt.isAfter(now))) {
            return Uni.createFrom().voidItem();
        }
        var terms = schedule.terms();
        var running = now.minus(terms.duration());
        var after = nextAt.plusSeconds(1);
        var following = terms.occurrences().firstFrom(after.isAfter(running) ? after : running);
        if (following.isEmpty()) {
            return end(tx, tenant, schedule, statusOfLast(schedule, next));
        }
        return nextStream(tx, tenant, schedule, terms, following.get())
                .map(streamId -> schedule.at(
                        terms, following.get(), terms.dueAt(following.get(), config.missedAfter()), streamId, now))
                .call(moved -> store.update(tx, moved))
                .chain(moved -> events.tell(tx, tenant, moved));
    }

    /** Who deletes the only stream of a plan has given the plan up. */
    private static ScheduleStatus statusOfLast(Schedule schedule, ScheduleStore.Next next) {
        return next == ScheduleStore.Next.GONE && schedule.terms().recurrence() == null
                ? ScheduleStatus.CANCELLED
                : ScheduleStatus.ENDED;
    }

    @Override
    public Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> store.open(tx, userId))
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> database.inTransactionOfEvent(
                                tenant,
                                tx -> store.lock(tx, id)
                                        .chain(found ->
                                                found.isEmpty() || found.get().status() != ScheduleStatus.SCHEDULED
                                                        ? Uni.createFrom().voidItem()
                                                        : cancel(tx, tenant, found.get()))))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
