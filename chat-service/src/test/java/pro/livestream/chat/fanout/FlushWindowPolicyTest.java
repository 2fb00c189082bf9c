package pro.livestream.chat.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlushWindowPolicyTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private final FlushWindowPolicy policy = new FlushWindowPolicy(50 * MS, 250 * MS, 10);

    /** Frames at an even rate for three seconds; answers the last window. */
    private long windowAt(int perSecond) {
        long window = 0;
        for (long at = SECOND; at < 4 * SECOND; at += SECOND / perSecond) {
            window = policy.windowAfterFrame(at);
        }
        return window;
    }

    @Test
    void aQuietRoomWaitsForNothing() {
        assertEquals(0, windowAt(5));
    }

    @Test
    void aBusyRoomWaitsItsBound() {
        assertEquals(50 * MS, windowAt(200));
    }

    @Test
    void betweenThemTheWindowGrowsWithTheRate() {
        long at20 = windowAt(20);
        long at40 = windowAt(40);

        assertTrue(at20 > 0 && at20 < at40 && at40 < 50 * MS, at20 + " " + at40);
    }

    @Test
    void aRoomThatFallsSilentIsQuietAgain() {
        windowAt(200);

        assertEquals(0, policy.windowAfterFrame(15 * SECOND));
    }

    @Test
    void whereWritingTakesLongHalfOfItIsWaitedFor() {
        policy.wrote(80 * MS);
        assertEquals(40 * MS, windowAt(5));
        assertEquals(50 * MS, windowAt(200));

        policy.wrote(160 * MS);
        assertEquals(80 * MS, windowAt(200));
    }

    @Test
    void noFrameWaitsLongerThanItsBoundUnderLoad() {
        policy.wrote(3 * SECOND);

        assertEquals(250 * MS, windowAt(5));
    }
}
