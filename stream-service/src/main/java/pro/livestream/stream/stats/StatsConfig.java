package pro.livestream.stream.stats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How stages' numbers are kept and told. */
@ConfigMapping(prefix = "livestream.stage-stats")
interface StatsConfig {

    /** How far apart the snapshots of a stage are; a divisor of an hour. */
    @WithDefault("${STAGE_SNAPSHOT_EVERY:300S}")
    Duration snapshotEvery();

    /** How often it is looked whether a snapshot is due. */
    @WithDefault("30s")
    String snapshotCheckEvery();

    /** How long snapshots are kept. */
    @WithDefault("${STAGE_SNAPSHOT_RETENTION:P90D}")
    Duration snapshotRetention();

    /** How often sockets are told of changes, at most. */
    @WithDefault("1s")
    String tellEvery();

    /** How often the gauges are taken. */
    @WithDefault("10s")
    String gaugesEvery();

    /** Open sockets of one replica at most. */
    @WithDefault("500")
    int socketsMax();
}
