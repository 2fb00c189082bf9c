package pro.livestream.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What Linux tells of processes: CPU and memory with all their descendants, and on which core they may run. */
public final class Proc {
    private static final double TICKS_PER_SECOND = 100.0;

    private Proc() {}

    /** CPU seconds so far, user and system. */
    public static Map<String, Double> cpuSeconds(Map<String, Long> pids) {
        var seconds = new TreeMap<String, Double>();
        var parents = parents();
        pids.forEach((name, pid) -> seconds.put(
                name,
                family(pid, parents).stream().mapToDouble(Proc::cpuSeconds).sum()));
        return seconds;
    }

    private static double cpuSeconds(long pid) {
        var stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.isEmpty() ? 0 : ticksIn(stat) / TICKS_PER_SECOND;
    }

    /** User and system ticks; the name in brackets may hold anything. */
    static long ticksIn(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    public static long residentBytes(long pid) {
        return family(pid, parents()).stream()
                .mapToLong(one -> residentIn(read(Path.of("/proc", Long.toString(one), "status"))))
                .sum();
    }

    static long residentIn(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    /** A process and all that descend from it. */
    private static Set<Long> family(long pid, Map<Long, Long> parents) {
        var family = new HashSet<Long>(Set.of(pid));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var one : parents.entrySet()) {
                grown |= family.contains(one.getValue()) && family.add(one.getKey());
            }
        }
        return family;
    }

    private static Map<Long, Long> parents() {
        var parents = new HashMap<Long, Long>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var entry : entries) {
                var stat = read(entry.resolve("stat"));
                if (!stat.isEmpty()) {
                    parents.put(
                            Long.parseLong(entry.getFileName().toString()),
                            Long.parseLong(
                                    stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[1]));
                }
            }
        } catch (IOException | DirectoryIteratorException notLinux) {
            return parents;
        }
        return parents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Which cores each process may use now, to be given back later. */
    public static Map<Long, String> affinities(Iterable<Long> pids) {
        var affinities = new HashMap<Long, String>();
        var parents = parents();
        for (long pid : pids) {
            family(pid, parents)
                    .forEach(one -> read(Path.of("/proc", Long.toString(one), "status"))
                            .lines()
                            .filter(line -> line.startsWith("Cpus_allowed_list:"))
                            .forEach(line -> affinities.put(
                                    one, line.substring(line.indexOf(':') + 1).strip())));
        }
        return affinities;
    }

    /** Keeps every thread of a process on some cores; false where that can't be done. */
    public static boolean pin(long pid, String cores) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of("taskset", "-acp", cores, Long.toString(pid)))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
