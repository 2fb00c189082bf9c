package pro.livestream.stream.media.embedded;

import org.jspecify.annotations.Nullable;

/** The one publisher that feeds a pipeline; the next with the same key may take the seat of one that went silent. */
interface IngestSeat {

    /** Milliseconds since something came from it. */
    long silentMillis();

    /** How the signal arrives; what this kind of publisher does not tell is null. */
    Arrival arrival();

    /** Begins a new run at the next key frame, for a ladder that has changed; false where that is not possible. */
    boolean reshape();

    /** What has come in: a rate, and how much media time since the run began. */
    record Arrival(
            int bitrateKbps,
            @Nullable Double framesPerSecond,
            @Nullable Long fedMillis) {}

    /** Sends the publisher away; the seat is free when this returns. */
    void leave(Farewell farewell);
}
