package pro.livestream.chat.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many messages may wait for an answer from elsewhere before they are said. */
@ConfigMapping(prefix = "livestream.chat.admission")
interface AdmissionConfig {

    /** Messages of one user in one room; beyond it they are refused as too fast. */
    @WithDefault("10")
    int waitingPerSenderMax();

    /** Messages of all on this node; beyond it they are refused as not possible now. */
    @WithDefault("5000")
    int waitingMax();

    /** Users whose latest messages are remembered for the spam score. */
    @WithDefault("20000")
    int spamRememberedMax();
}
