package pro.livestream.local.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The command line of a server that runs in a small JVM of its own. */
record ChildJvm(Home home, String mainClass, int heapMaxMib, Predicate<String> jars) {

    List<String> command(Path... arguments) {
        return command(List.of(arguments).stream().map(Path::toString).toArray(String[]::new));
    }

    List<String> command(String... arguments) {
        // what others may read on disk, the S3 store serves to anybody
        var command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask 077; exec \"$@\"",
                "sh",
                home.java().toString(),
                "-Xms16m",
                "-Xmx" + heapMaxMib + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:MaxDirectMemorySize=64m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                home.classPath(jars),
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
