package pro.livestream.local.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import pro.livestream.local.process.Ports;

/** The embedded servers that are wanted, with their ports, and the settings of all of them together. */
public final class Parts {
    private final List<Part> parts;
    private final Map<String, String> settings = new TreeMap<>();

    private final Ffmpeg ffmpeg;

    private Parts(List<Part> parts, Ffmpeg ffmpeg) {
        this.parts = List.copyOf(parts);
        this.ffmpeg = ffmpeg;
        parts.forEach(part -> settings.putAll(part.settings()));
        settings.put("FFMPEG_PATH", ffmpeg.path().toString());
    }

    /** With one more, if there is one. */
    public Parts and(Optional<? extends Part> more) {
        var all = new ArrayList<Part>(parts);
        more.ifPresent(all::add);
        return new Parts(all, ffmpeg);
    }

    /** Unpacks FFmpeg when it is the bundled one; takes seconds the first time. */
    public void prepareFfmpeg() {
        ffmpeg.prepare();
    }

    /**
     * How the servers are to run.
     *
     * @param data their folder
     * @param durable false only in tests, whose data nobody misses after a power cut
     * @param wellKnownPorts whether to prefer the ports of the documentation to random ones
     */
    public record Options(Path data, Set<Part.Kind> kinds, boolean durable, boolean wellKnownPorts) {}

    public static Parts plan(Options options, Secrets secrets, Ports ports, Map<String, String> environment) {
        var home = Home.find();
        var binaries = new Binaries(home);
        var choice = new PortChoice(options.wellKnownPorts(), ports, environment);
        var parts = new ArrayList<Part>();
        var kinds = options.kinds();
        if (kinds.contains(Part.Kind.KAFKA)) {
            parts.add(new KafkaPart(
                    home, options.data(), choice.of("KAFKA_PORT", 29092), choice.of("KAFKA_CONTROLLER_PORT", 29093)));
        }
        if (kinds.contains(Part.Kind.POSTGRES)) {
            parts.add(new PostgresPart(
                    options.data(),
                    choice.of("POSTGRES_PORT", 25432),
                    secrets.get("POSTGRES_PASSWORD"),
                    options.durable(),
                    binaries));
        }
        if (kinds.contains(Part.Kind.REDIS)) {
            parts.add(new RedisPart(options.data(), choice.of("REDIS_PORT", 26379), binaries));
        }
        if (kinds.contains(Part.Kind.S3) || kinds.contains(Part.Kind.MAIL)) {
            parts.add(new StorePart(
                    home,
                    options.data(),
                    secrets.get("S3_SECRET_KEY"),
                    kinds.contains(Part.Kind.S3) ? OptionalInt.of(choice.of("S3_PORT", 29000)) : OptionalInt.empty(),
                    kinds.contains(Part.Kind.MAIL)
                            ? OptionalInt.of(choice.of("MAIL_SMTP_PORT", 21025))
                            : OptionalInt.empty(),
                    choice.of("MAIL_API_PORT", 28025)));
        }
        var ffmpeg = new Ffmpeg(environment, binaries);
        return new Parts(parts, ffmpeg);
    }

    /** The FFmpeg that the suite runs on this machine. */
    public static String ffmpeg(Map<String, String> environment) {
        var ffmpeg = new Ffmpeg(environment, new Binaries(Home.find()));
        ffmpeg.prepare();
        return ffmpeg.path().toString();
    }

    public List<Part> all() {
        return parts;
    }

    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Those of the kinds for which the environment names no server elsewhere. */
    public static Set<Part.Kind> missingFrom(Map<String, String> environment) {
        var kinds = EnumSet.allOf(Part.Kind.class);
        kinds.removeIf(kind -> kind.isElsewhere(environment));
        return kinds;
    }

    /** A port that the environment names is taken as it is. */
    private record PortChoice(boolean wellKnown, Ports ports, Map<String, String> environment) {
        int of(String setting, int preferred) {
            var named = environment.getOrDefault(setting, "");
            if (!named.isBlank() && wellKnown) {
                var port = Integer.parseInt(named);
                ports.reserve(port);
                return port;
            }
            return wellKnown ? ports.preferring(preferred) : ports.any();
        }
    }
}
