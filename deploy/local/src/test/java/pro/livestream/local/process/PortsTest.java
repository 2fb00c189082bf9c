package pro.livestream.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aTakenPortIsExchangedForAFreeOneAndItsHolderNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            var given = new Ports().preferring(port);

            assertNotEquals(port, given);
            assertTrue(Ports.isFree(given));
            assertFalse(Ports.isFree(port));
            var holder = PortHolder.describe(port);
            assertTrue(holder.startsWith("process " + ProcessHandle.current().pid() + " ("), holder);
        }
    }

    @Test
    void noPortIsGivenTwice() {
        var ports = new Ports();
        var port = ports.any();

        assertNotEquals(port, ports.preferring(port));
    }

    @Test
    void theFreePortThatIsPreferredIsGiven() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertEquals(port, new Ports().preferring(port));
    }

    @Test
    void aClaimedPortIsNotGivenToAnotherLauncher() {
        var port = new Ports().any();

        assertNotEquals(port, new Ports().preferring(port));
    }

    @Test
    void aPortIsHeldByItsListenerOnly() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var self = ProcessHandle.current().pid();

            assertTrue(PortHolder.isHeldBy(self, taken.getLocalPort()));
            assertFalse(PortHolder.isHeldBy(1, taken.getLocalPort()));
        }
    }
}
