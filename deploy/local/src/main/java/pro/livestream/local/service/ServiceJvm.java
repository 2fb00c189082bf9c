package pro.livestream.local.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pro.livestream.local.parts.Home;

/** The command line of a service: a small heap, and what an earlier run taught about its start, where that is known. */
public record ServiceJvm(Path applications, boolean training) {

    Path jar(ServiceKind kind) {
        return applications.resolve(kind.label()).resolve("quarkus-run.jar");
    }

    Path cache(ServiceKind kind) {
        return applications.resolve(kind.label() + ".aot");
    }

    List<String> command(ServiceKind kind) {
        var command = new ArrayList<>(List.of(
                Home.find().java().toString(),
                "-Xms32m",
                "-Xmx" + kind.heapMaxMib() + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:ReservedCodeCacheSize=64m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        if (!kind.isBusy()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        if (training) {
            command.add("-XX:AOTCacheOutput=" + cache(kind));
        } else if (Files.exists(cache(kind))) {
            command.add("-XX:AOTCache=" + cache(kind));
        }
        command.addAll(List.of("-jar", jar(kind).toString()));
        return command;
    }
}
