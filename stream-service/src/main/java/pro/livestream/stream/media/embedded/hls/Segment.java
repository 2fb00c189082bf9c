package pro.livestream.stream.media.embedded.hls;

import java.time.Instant;

/** One closed media segment of one run; {@code number} counts within the run. */
public record Segment(int run, long number, double durationSeconds, Instant startedAt) {}
