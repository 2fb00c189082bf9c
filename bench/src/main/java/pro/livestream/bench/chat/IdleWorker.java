package pro.livestream.bench.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import pro.livestream.bench.load.Links;
import pro.livestream.bench.load.Target;

/** A process that holds connections, since one may have only so many descriptors; says how many and what arrived, when asked. */
final class IdleWorker {
    private static final long OPEN_WITHIN_S = 180;

    private IdleWorker() {}

    static int run(ChatOptions.Worker worker, boolean spin) throws IOException, InterruptedException {
        var rooms = Files.readAllLines(Path.of(worker.roomsFile()));
        var tokens = Files.readAllLines(Path.of(worker.token()));
        var target = new Target(worker.url(), rooms, tokens, "{text}");
        try (var links = new Links(target, rooms.size(), spin);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            links.open(worker.conns(), OPEN_WITHIN_S);
            links.count();
            System.out.println("open " + links.open());
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("arrived " + links.arrived() + " " + links.open());
            }
        }
        return 0;
    }
}
