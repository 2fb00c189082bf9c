package pro.livestream.archive.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How jobs on archives are worked on. */
@ConfigMapping(prefix = "livestream.archive.work")
public interface WorkConfig {

    /** Jobs at once on this node, hence FFmpeg processes at once; 0 takes half of the processors. */
    @WithDefault("0")
    int lanes();

    /** How often an idle lane looks for work. */
    @WithDefault("1S")
    Duration pollEvery();

    /** How long a node that says nothing keeps its job. */
    @WithDefault("20S")
    Duration lease();

    /** How often a node says that it is still working, and how far it is. */
    @WithDefault("2S")
    Duration renewEvery();

    /** The wait after the first failure; each further one doubles it. */
    @WithDefault("5S")
    Duration retryFirst();

    /** The longest wait between two tries. */
    @WithDefault("10M")
    Duration retryMax();

    /** Failures after which a job is given up. */
    @WithDefault("6")
    int failuresMax();

    /** Beginnings after which a job is given up, those that ended with the node included. */
    @WithDefault("25")
    int attemptsMax();

    /** Folder for the local files of jobs. */
    @WithDefault("${LIVESTREAM_SPOOL:${java.io.tmpdir}/livestream-spool}")
    String spool();
}
