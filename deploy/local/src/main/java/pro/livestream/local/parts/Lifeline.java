package pro.livestream.local.parts;

import java.io.IOException;

/** Ends this JVM when its standard input closes, which it does when whoever started it is gone. */
public final class Lifeline {
    private Lifeline() {}

    public static void hold() {
        var thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is ever said on it
                        }
                    } catch (IOException closed) {
                        // the same as its end
                    }
                    System.exit(0);
                },
                "lifeline");
        thread.setDaemon(true);
        thread.start();
    }
}
