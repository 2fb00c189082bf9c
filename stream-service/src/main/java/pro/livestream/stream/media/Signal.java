package pro.livestream.stream.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pro.livestream.contracts.event.RecordingGap;

/** A stream's signal; each state knows what may follow it, and a report of anything else changes nothing. */
public sealed interface Signal {

    /** Not started, or over. */
    record None() implements Signal {

        @Override
        public MediaState state() {
            return MediaState.NONE;
        }

        @Override
        public Optional<Signal> on(MediaState reported, Instant at) {
            return reported == MediaState.WAITING ? Optional.of(new Waiting()) : Optional.empty();
        }
    }

    /** Started, and nothing has come yet. */
    record Waiting() implements Signal {

        @Override
        public MediaState state() {
            return MediaState.WAITING;
        }

        @Override
        public Optional<Signal> on(MediaState reported, Instant at) {
            return switch (reported) {
                case LIVE -> Optional.of(new Live());
                case NONE -> Optional.of(new None());
                case WAITING, INTERRUPTED -> Optional.empty();
            };
        }
    }

    /** There is something to watch. */
    record Live() implements Signal {

        @Override
        public MediaState state() {
            return MediaState.LIVE;
        }

        @Override
        public Optional<Signal> on(MediaState reported, Instant at) {
            return switch (reported) {
                case INTERRUPTED -> Optional.of(new Interrupted(at));
                case NONE -> Optional.of(new None());
                case WAITING, LIVE -> Optional.empty();
            };
        }
    }

    /** It was there and went away; within the grace it may come back. */
    record Interrupted(Instant since) implements Signal {

        @Override
        public MediaState state() {
            return MediaState.INTERRUPTED;
        }

        @Override
        public Optional<Signal> on(MediaState reported, Instant at) {
            return switch (reported) {
                case LIVE -> Optional.of(new Live());
                case NONE -> Optional.of(new None());
                case WAITING, INTERRUPTED -> Optional.empty();
            };
        }

        /** What viewers missed when it is back at {@code end}. */
        public RecordingGap until(Instant end) {
            return new RecordingGap(since, end, Duration.between(since, end).toMillis() / 1000.0, "interrupted");
        }
    }

    MediaState state();

    /** The signal after a report; empty when that cannot follow, because it comes late or twice. */
    Optional<Signal> on(MediaState reported, Instant at);

    /** As it is stored: a state and since when. */
    static Signal stored(MediaState state, Instant since) {
        return switch (state) {
            case NONE -> new None();
            case WAITING -> new Waiting();
            case LIVE -> new Live();
            case INTERRUPTED -> new Interrupted(since);
        };
    }
}
