package pro.livestream.bench.chat;

import java.util.Collection;
import java.util.Map;
import pro.livestream.bench.Proc;

/** Gives the server one core and the client another while it is measured, where the machine has taskset and two cores. */
final class Pinning implements AutoCloseable {
    private static final String SERVER_CORE = "0";
    private static final String CLIENT_CORE = "1";

    private final Map<Long, String> before;
    private final boolean pinned;
    private final int cores;

    private Pinning(Map<Long, String> before, boolean pinned, int cores) {
        this.before = before;
        this.pinned = pinned;
        this.cores = cores;
    }

    static Pinning of(Collection<Long> server) throws InterruptedException {
        var before = Proc.affinities(server);
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores < 2) {
            return new Pinning(Map.of(), false, cores);
        }
        boolean pinned = Proc.pin(ProcessHandle.current().pid(), CLIENT_CORE);
        for (long pid : before.keySet()) {
            pinned &= Proc.pin(pid, SERVER_CORE);
        }
        return new Pinning(before, pinned, cores);
    }

    String describe() {
        return cores + (pinned ? ", all of the server on core 0, the client on core 1" : ", not pinned");
    }

    /** What was started meanwhile by a pinned process is given all that the others have. */
    @Override
    public void close() {
        try {
            for (var one : before.entrySet()) {
                Proc.pin(one.getKey(), one.getValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
