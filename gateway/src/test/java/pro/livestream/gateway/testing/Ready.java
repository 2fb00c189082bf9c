package pro.livestream.gateway.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import pro.livestream.platform.boot.Boot;

/** Waits until the gateway has come up. */
public final class Ready {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Ready() {}

    public static void isReady(Boot boot) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(boot::isReady);
    }
}
