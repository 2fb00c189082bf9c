package pro.livestream.deploy;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that services expose: as recorded, and as docs/metrics.md has them of meters that appear with their first event. */
final class MetricNames {
    private static final Pattern OWN = Pattern.compile("`((?:livestream|chat)_[a-z_]+)`");
    private static final Pattern TEXTS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");
    private static final Set<String> SAMPLES = Set.of("", "_bucket", "_sum", "_count", "_max");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "up");

    private MetricNames() {}

    static Set<String> exposed() {
        var names = new TreeSet<String>();
        for (var service : Repository.SERVICES) {
            Repository.read(Repository.DEPLOY.resolve("prometheus/metrics/" + service + ".tsv"))
                    .lines()
                    .forEach(line -> names.add(line.substring(0, line.indexOf('\t'))));
        }
        OWN.matcher(Repository.read(Repository.ROOT.resolve("docs/metrics.md")))
                .results()
                .forEach(match -> SAMPLES.forEach(sample -> names.add(match.group(1) + sample)));
        return names;
    }

    /** The metrics that a query reads. */
    static Set<String> in(String query) {
        var bare = LABELS.matcher(
                        MATCHERS.matcher(TEXTS.matcher(query).replaceAll("")).replaceAll(" "))
                .replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(match -> match.group())
                .filter(name -> !WORDS.contains(name.toLowerCase(java.util.Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(java.nio.file.Path.of(folder, program)));
    }
}
