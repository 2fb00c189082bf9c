package pro.livestream.stream.seat;

import java.time.Instant;

/** Somebody heard of lately, with the JSON that it last told of its playback, or nothing. */
public record Present(String userId, Instant lastHeartbeatAt, String qoe) {}
