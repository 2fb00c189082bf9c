package pro.livestream.bench.chat;

import java.util.Map;
import java.util.TreeMap;
import pro.livestream.bench.Proc;
import pro.livestream.bench.load.Links;
import pro.livestream.bench.load.Measurement;
import pro.livestream.bench.load.Step;

/** What is measured: its processes by name, one of which is the server itself. */
record Server(String service, Map<String, Long> pids) {
    Server {
        pids = Map.copyOf(pids);
    }

    Measured measure(String what, String load, Links links, Step step) throws InterruptedException {
        var cpu = new TreeMap<String, Double>();
        var outcome = Measurement.run(links, step, new Measurement.Ends() {
            private Map<String, Double> before = Map.of();

            @Override
            public void opened() {
                before = Proc.cpuSeconds(pids);
            }

            @Override
            public void closed() {
                Proc.cpuSeconds(pids)
                        .forEach((name, seconds) -> cpu.put(name, seconds - before.getOrDefault(name, 0.0)));
            }
        });
        return new Measured(what, load, outcome, cpu);
    }
}
