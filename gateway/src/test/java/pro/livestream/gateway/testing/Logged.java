package pro.livestream.gateway.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What an operator would find in the log. */
public final class Logged {
    private Logged() {}

    /** Something that may fail. */
    public interface Act {
        void run() throws Exception;
    }

    /** The errors that are logged while it runs. */
    public static List<String> errors(Act act) throws Exception {
        var errors = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    errors.add(line.getLoggerName() + ": " + line.getMessage() + " " + line.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            act.run();
        } finally {
            root.removeHandler(handler);
        }
        return errors;
    }
}
