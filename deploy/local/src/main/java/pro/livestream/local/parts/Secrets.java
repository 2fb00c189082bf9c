package pro.livestream.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeMap;
import pro.livestream.local.process.WholeFile;

/** Random values that are made once and kept in the data folder, readable by its owner only. */
public final class Secrets {
    private static final int BYTES = 18;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private final TreeMap<String, String> values = new TreeMap<>();

    public Secrets(Path folder) {
        this.file = folder.resolve("secrets.properties");
        read();
    }

    private void read() {
        if (Files.exists(file)) {
            var read = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
        }
    }

    public synchronized String get(String name) {
        if (!values.containsKey(name)) {
            // another process may have added some meanwhile
            read();
        }
        var known = values.get(name);
        if (known != null) {
            return known;
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        values.put(name, fresh);
        save();
        return fresh;
    }

    private void save() {
        var text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            WholeFile.write(file, text.toString());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
