package pro.livestream.stream.media;

/** What a successor has to know to go on with a stream. */
public record IngestCheckpoint(IngestGrant grant, int run, long mediaSequence, long discontinuitySequence) {}
