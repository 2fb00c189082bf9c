package pro.livestream.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import pro.livestream.bench.chat.ChatBench;
import pro.livestream.bench.chat.ChatOptions;
import pro.livestream.bench.streams.StreamsBench;

/** {@code ./livestream bench chat|streams}: measures a suite that runs. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        var name = arguments.length == 0 ? "chat" : arguments[0];
        if (name.equals("streams")) {
            StreamsBench.run(Arrays.asList(arguments).subList(1, arguments.length));
            System.exit(0);
        }
        if (!name.equals("chat")) {
            System.err.println(
                    "There are two benchmarks: chat and streams.\n" + ChatOptions.USAGE + "\n" + StreamsBench.USAGE);
            System.exit(2);
        }
        try {
            var options =
                    ChatOptions.from(Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length));
            System.exit(ChatBench.run(options));
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }
}
