package pro.livestream.local.parts;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;
import pro.livestream.local.process.StartFailure;

/** PostgreSQL as a child in the foreground; the user and the base database are {@code livestream}. */
final class PostgresPart implements Part {
    private static final String NAME = "livestream";
    private static final int PROTOCOL_3 = 196_608;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final String password;
    private final boolean durable;
    private final Path binaries;
    private final List<String> asUser;

    /** Durable: commits reach the disk before they are confirmed; only tests do without. */
    PostgresPart(Path folder, int port, String password, boolean durable, Binaries binaries) {
        this.data = folder.resolve("postgres");
        this.port = port;
        this.password = password;
        this.durable = durable;
        this.binaries = binaries.postgres().resolve("bin");
        this.asUser = OrdinaryUser.prefix();
    }

    @Override
    public void prepare() {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        var fresh = data.resolveSibling("postgres.new");
        var passwordFile = data.resolveSibling("postgres.password");
        try {
            Binaries.delete(fresh);
            Files.createDirectories(data.resolveSibling("."));
            Files.writeString(passwordFile, password);
            run(
                    "",
                    "initdb",
                    "-D",
                    fresh.toString(),
                    "-U",
                    NAME,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-sync",
                    "--no-instructions");
            run("CREATE DATABASE " + NAME + ";\n", "postgres", "--single", "-D", fresh.toString(), "postgres");
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    @Override
    public Program program() {
        var command = new ArrayList<>(asUser);
        command.addAll(List.of(binaries.resolve("postgres").toString(), "-D", data.toString()));
        settingsOfServer().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Program(
                Kind.POSTGRES.label(),
                command,
                Map.of("LC_ALL", "C"),
                data.resolveSibling("."),
                List.of(new Program.Endpoint(
                        Kind.POSTGRES.label(), port, "postgresql://127.0.0.1:" + port + "/" + NAME)),
                Readiness.answer(port, startupMessage(), "R"),
                Program.StopSignal.INT,
                READY_WITHIN);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("DATABASE_URL", "postgresql://" + NAME + ":" + password + "@127.0.0.1:" + port + "/" + NAME);
    }

    private Map<String, String> settingsOfServer() {
        var values = new java.util.TreeMap<String, String>();
        values.put("listen_addresses", "127.0.0.1");
        values.put("port", Integer.toString(port));
        values.put("unix_socket_directories", "");
        values.put("max_connections", "300");
        values.put("shared_buffers", "48MB");
        values.put("max_locks_per_transaction", "256");
        values.put("max_wal_size", "512MB");
        values.put("wal_level", "minimal");
        values.put("max_wal_senders", "0");
        values.put("max_parallel_workers_per_gather", "0");
        values.put("dynamic_shared_memory_type", "mmap");
        values.put("io_method", "sync");
        values.put("jit", "off");
        values.put("fsync", durable ? "on" : "off");
        if (!durable) {
            values.put("synchronous_commit", "off");
            values.put("full_page_writes", "off");
        }
        return values;
    }

    /** The first packet of a client: the server answers with an authentication request as soon as it takes sessions. */
    private static byte[] startupMessage() {
        try {
            var body = new ByteArrayOutputStream();
            var out = new DataOutputStream(body);
            var parameters = "user\0" + NAME + "\0database\0" + NAME + "\0\0";
            out.writeInt(parameters.length() + 8);
            out.writeInt(PROTOCOL_3);
            out.writeBytes(parameters);
            return body.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String input, String program, String... arguments) throws IOException {
        var command = new ArrayList<>(asUser);
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0 || said.contains("ERROR:")) {
                throw new StartFailure("PostgreSQL's folder can't be made, " + program + " says:\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while PostgreSQL's folder was made.", e);
        }
    }
}
