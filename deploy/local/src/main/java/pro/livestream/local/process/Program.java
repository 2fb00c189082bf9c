package pro.livestream.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is to run as one child process, and how to tell that it serves. */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        List<Endpoint> endpoints,
        Readiness readiness,
        StopSignal stopSignal,
        Duration readyWithin) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        endpoints = List.copyOf(endpoints);
    }

    /** One address of a process; a process with two serves under two names. */
    public record Endpoint(String name, int port, String url) {}

    /** The signal after which the program ends in good order. */
    public enum StopSignal {
        TERM,
        INT
    }
}
