package pro.livestream.local.process;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Stops what was started in stages: the last stage first, all of one stage side by side. */
final class Stages {
    private Stages() {}

    static <T> void backwards(List<T> all, ToIntFunction<T> stage, Consumer<T> stop) {
        var stages = new TreeMap<Integer, List<T>>(Comparator.reverseOrder());
        stages.putAll(all.stream().collect(Collectors.groupingBy(one -> stage.applyAsInt(one))));
        for (var together : stages.values()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                together.forEach(one -> threads.execute(() -> stop.accept(one)));
            }
        }
    }
}
