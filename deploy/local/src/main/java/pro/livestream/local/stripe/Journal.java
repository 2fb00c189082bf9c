package pro.livestream.local.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All objects of the account, in memory and in one file to which each change adds a line. Callers hold its monitor. */
final class Journal implements AutoCloseable {
    private static final int KEPT_DAYS = 30;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<Kind, LinkedHashMap<String, ObjectNode>> objects = new EnumMap<>(Kind.class);
    private final FileChannel file;

    enum Kind {
        PAYMENT_INTENT,
        CHARGE,
        REFUND,
        DISPUTE,
        EVENT,
        DELIVERY,
        CHALLENGE,
        IDEMPOTENCY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Journal(Path folder) {
        for (var kind : Kind.values()) {
            objects.put(kind, new LinkedHashMap<>());
        }
        try {
            Files.createDirectories(folder);
            var path = folder.resolve("journal.jsonl");
            read(path);
            forgetOld();
            rewrite(path);
            this.file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object itself: whoever changes it puts it back. */
    Optional<ObjectNode> get(Kind kind, String id) {
        return Optional.ofNullable(of(kind).get(id));
    }

    ObjectNode require(Kind kind, String id) {
        return get(kind, id).orElseThrow(() -> StripeFailure.missing(kind.label(), id));
    }

    /** Newest first. */
    List<ObjectNode> list(Kind kind, Predicate<ObjectNode> wanted) {
        var found = new ArrayList<>(of(kind).values().stream().filter(wanted).toList());
        return found.reversed();
    }

    void put(Kind kind, String id, ObjectNode value) {
        of(kind).put(id, value);
        append(kind, id, value);
    }

    void remove(Kind kind, String id) {
        of(kind).remove(id);
        append(kind, id, null);
    }

    private void append(Kind kind, String id, @Nullable ObjectNode value) {
        try {
            var line = StandardCharsets.UTF_8.encode(line(kind, id, value));
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, ObjectNode> of(Kind kind) {
        return objects.computeIfAbsent(kind, none -> new LinkedHashMap<>());
    }

    private String line(Kind kind, String id, @Nullable ObjectNode value) throws JsonProcessingException {
        var entry = mapper.createObjectNode().put("kind", kind.name()).put("id", id);
        entry.set("value", value);
        return mapper.writeValueAsString(entry) + "\n";
    }

    private void read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        for (var line : Files.readAllLines(path)) {
            var entry = parse(line);
            if (entry == null) {
                continue;
            }
            var kind = of(Kind.valueOf(entry.path("kind").asText()));
            if (entry.get("value") instanceof ObjectNode value) {
                kind.put(entry.path("id").asText(), value);
            } else {
                kind.remove(entry.path("id").asText());
            }
        }
    }

    /** Null for the last line of a process that was killed while it wrote. */
    private @Nullable ObjectNode parse(String line) {
        try {
            return (ObjectNode) mapper.readTree(line);
        } catch (JsonProcessingException | ClassCastException torn) {
            return null;
        }
    }

    private void forgetOld() {
        var day = Instant.now().minus(1, ChronoUnit.DAYS).getEpochSecond();
        var month = Instant.now().minus(KEPT_DAYS, ChronoUnit.DAYS).getEpochSecond();
        of(Kind.IDEMPOTENCY).values().removeIf(key -> key.path("created").asLong() < day);
        of(Kind.EVENT).values().removeIf(event -> event.path("created").asLong() < month);
        of(Kind.DELIVERY).keySet().removeIf(id -> !of(Kind.EVENT).containsKey(id));
    }

    private void rewrite(Path path) throws IOException {
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        try (var out = Files.newBufferedWriter(fresh)) {
            for (var kind : Kind.values()) {
                for (var entry : of(kind).entrySet()) {
                    out.write(line(kind, entry.getKey(), entry.getValue()));
                }
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
