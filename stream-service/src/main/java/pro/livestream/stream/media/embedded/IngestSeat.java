package pro.livestream.stream.media.embedded;

/** The one publisher that feeds a pipeline; the next with the same key may take the seat of one that went silent. */
interface IngestSeat {

    /** Milliseconds since something came from it. */
    long silentMillis();

    /** Sends the publisher away; the seat is free when this returns. */
    void leave(Farewell farewell);
}
