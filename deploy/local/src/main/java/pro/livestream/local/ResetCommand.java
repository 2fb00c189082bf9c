package pro.livestream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import pro.livestream.local.process.StartFailure;

/** {@code reset --data DIR}: empties the data folder of a suite that does not run. */
final class ResetCommand {
    private final DataFolder data;

    ResetCommand(Arguments arguments) {
        this.data = DataFolder.of(arguments);
    }

    int run() {
        if (LauncherLock.tryTake(data.lock()).isEmpty()) {
            throw new StartFailure("It is running. Stop it first: ./livestream down");
        }
        try {
            if (data.processes().list().stream().anyMatch(entry -> entry.key().isAlive())) {
                throw new StartFailure("A killed launcher left processes running. End them first: ./livestream down");
            }
            Folders.empty(data.path());
            System.out.println("Emptied " + data.path());
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
