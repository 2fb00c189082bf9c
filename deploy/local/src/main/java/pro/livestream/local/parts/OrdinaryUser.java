package pro.livestream.local.parts;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * PostgreSQL refuses to run as root, and as somebody who is not in the list of users; a user namespace without a mapping
 * makes it run as nobody there.
 */
final class OrdinaryUser {
    /** What Java calls a user without a name. */
    private static final String UNLISTED = "?";

    private OrdinaryUser() {}

    static List<String> prefix() {
        var user = System.getProperty("user.name");
        if (!user.equals("root") && !user.equals(UNLISTED)) {
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
