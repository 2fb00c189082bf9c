package pro.livestream.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Hands out loopback ports, each once; below the range from which the system takes ports for outgoing connections. */
public final class Ports {
    private static final int FIRST = 22_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS_MAX = 1_000;

    private final Set<Integer> given = new HashSet<>();
    private final PortClaims claims = new PortClaims();

    /** The preferred port when nobody holds it, else any free one. */
    public synchronized int preferring(int port) {
        return take(port) ? port : any();
    }

    public synchronized int any() {
        for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (take(port)) {
                return port;
            }
        }
        throw new StartFailure("No free port between " + FIRST + " and " + LAST + " on this machine.");
    }

    public synchronized void reserve(int port) {
        given.add(port);
    }

    private boolean take(int port) {
        return !given.contains(port) && isFree(port) && claims.claim(port) && given.add(port);
    }

    public static boolean isFree(int port) {
        return canBind(InetAddress.getLoopbackAddress(), port) && canBind(null, port);
    }

    private static boolean canBind(@org.jspecify.annotations.Nullable InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
