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
    void theFreePortThatIsPreferredIsGiven() {
        var port = new Ports().any();

        assertEquals(port, new Ports().preferring(port));
    }
}
