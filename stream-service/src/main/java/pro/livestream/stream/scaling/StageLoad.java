package pro.livestream.stream.scaling;

import java.time.Instant;

/** One stage as scaling sees it; {@code viewers} holds reserved seats too. */
record StageLoad(String stageArn, boolean master, boolean open, Instant createdAt, int viewers) {}
