package pro.livestream.bench.load;

import java.time.Duration;

/** A measured window: messages a second in each room, from so many of its connections, of so many bytes each. */
public record Step(
        double ratePerRoom, int sendersPerRoom, int textBytes, Duration warmUp, Duration window, Duration drain) {}
