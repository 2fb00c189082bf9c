package pro.livestream.bench;

import java.io.IOException;
import java.util.Arrays;
import pro.livestream.bench.streams.StreamsBench;

/** {@code ./livestream bench chat [--conns N] [--rate N] [--seconds N] [--text N]}: measures a suite that runs. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var name = arguments.length == 0 ? "chat" : arguments[0];
        if (name.equals("streams")) {
            StreamsBench.run(Arrays.asList(arguments).subList(1, arguments.length));
            System.exit(0);
        }
        if (!name.equals("chat")) {
            System.err.println(StreamsBench.USAGE);
            System.err.println(
                    "There are two benchmarks: chat and streams. Usage: ./livestream bench chat [--conns 1000] [--rate 100] [--seconds 10]");
            System.exit(2);
        }
        var options = ChatLoad.from(Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length));
        var suite = RunningSuite.find();
        var result = new ChatBench(suite, options).run();
        System.out.println(result.table());
        System.out.println(result.json());
        System.exit(0);
    }
}
