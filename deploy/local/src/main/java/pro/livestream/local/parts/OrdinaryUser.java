package pro.livestream.local.parts;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** PostgreSQL refuses to run as root; a user namespace without a mapping makes it run as nobody there. */
final class OrdinaryUser {
    private OrdinaryUser() {}

    static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        return works("unshare", "-U", "true") ? List.of("unshare", "-U") : List.of();
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
