package pro.livestream.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps launchers that start at the same moment from choosing the same port: a port is claimed by the lock on a file of
 * this user, long before the process listens there, and given back when the launcher ends, however it ends.
 */
final class PortClaims {
    private static final List<FileLock> HELD = new ArrayList<>();

    private final Path folder =
            Path.of(System.getProperty("java.io.tmpdir"), "livestream-ports-" + System.getProperty("user.name"));

    boolean claim(int port) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(
                    folder.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return false;
            }
            synchronized (HELD) {
                HELD.add(lock);
            }
            return true;
        } catch (IOException noClaims) {
            // where there is no folder for them, ports are taken as they come
            return true;
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }
}
