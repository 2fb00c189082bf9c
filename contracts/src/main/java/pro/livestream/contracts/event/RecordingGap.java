package pro.livestream.contracts.event;

import java.time.Instant;

/** A stretch of a stream that no segment covers. */
public record RecordingGap(Instant from, Instant to, double durationS, String reason) {}
