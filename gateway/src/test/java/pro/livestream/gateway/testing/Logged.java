package pro.livestream.gateway.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What an operator would find in the log, from now on until it is closed. */
public final class Logged implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler;

    private Logged(String name, Level from) {
        this.logger = Logger.getLogger(name);
        this.handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= from.intValue()) {
                    lines.add(line.getLoggerName() + ": " + line.getMessage() + " " + line.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
    }

    /** Errors of anything. */
    public static Logged errors() {
        return new Logged("", Level.SEVERE);
    }

    /** All that one library logs. */
    public static Logged of(String name) {
        return new Logged(name, Level.ALL);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
