package pro.livestream.stream.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.lifecycle.ScheduledStreams;
import pro.livestream.stream.profile.Broadcaster;

/** One plan with its broadcaster; {@code streamId} is the stream of the occurrence at {@code nextAt}. */
record Schedule(
        UUID scheduleId,
        UUID userId,
        Broadcaster broadcaster,
        Terms terms,
        ScheduleStatus status,
        @Nullable Instant nextAt,
        @Nullable Instant dueAt,
        @Nullable UUID streamId,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** As the stream of one occurrence is planned. */
    ScheduledStreams.Plan plan(Terms of, Instant at) {
        return new ScheduledStreams.Plan(
                userId, broadcaster.username(), of.title(), of.description(), of.category(), of.visibility(), at);
    }

    Schedule at(Terms newTerms, Instant next, Instant due, UUID stream, Instant now) {
        return new Schedule(
                scheduleId,
                userId,
                broadcaster,
                newTerms,
                ScheduleStatus.SCHEDULED,
                next,
                due,
                stream,
                version + 1,
                createdAt,
                now);
    }

    /** Nothing of it is to come any more. */
    Schedule over(ScheduleStatus how, Instant now) {
        return new Schedule(
                scheduleId, userId, broadcaster, terms, how, null, null, streamId, version + 1, createdAt, now);
    }
}
