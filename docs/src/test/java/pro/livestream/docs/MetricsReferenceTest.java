package pro.livestream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
    private static final String PAGE = "docs/metrics.md";
    private static final String GENERATED = "\n## Everything that services expose\n";
    private static final Pattern METER = Pattern.compile("\"((?:livestream|chat)(?:\\.[a-z]+)+)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:livestream|chat)_[a-z_]+)`");

    @Test
    void explainsEveryMeterOfTheServices() {
        var page = explained();

        assertThat(meters()).hasSizeGreaterThan(25);
        assertThat(meters().stream()
                        .filter(meter ->
                                page.stream().noneMatch(name -> names(meter).contains(name))))
                .isEmpty();
    }

    @Test
    void explainsNothingThatIsNotThere() {
        var possible = meters().stream().flatMap(meter -> names(meter).stream()).collect(Collectors.toSet());

        assertThat(explained().stream().filter(name -> !possible.contains(name)))
                .isEmpty();
    }

    @Test
    void listsWhatRunningServicesWereSeenToExpose() {
        var rows = new TreeMap<String, ArrayList<String>>();
        for (var file : Pages.files(Pages.ROOT.resolve("deploy/prometheus/metrics"), ".tsv")) {
            var service = file.getFileName().toString().replace(".tsv", "");
            Pages.read(file).lines().forEach(line -> {
                var cells = line.split("\t", -1);
                rows.computeIfAbsent(
                                "| `%s` | %s | %%s | %s |\n"
                                        .formatted(
                                                cells[0],
                                                cells[1],
                                                cells[2].replace("|", "\\|").replace("%", "%%")),
                                key -> new ArrayList<>())
                        .add(service);
            });
        }
        var page = Pages.read(Pages.ROOT.resolve(PAGE));
        var at = page.indexOf(GENERATED);
        var made = new StringBuilder(at < 0 ? page : page.substring(0, at))
                .append(GENERATED)
                .append(
                        "\nWritten by a test from what `deploy/prometheus/record.sh` saw; meters with labels that depend on events appear with the first one.\n\n")
                .append("| sample | kind | services | what |\n| --- | --- | --- | --- |\n");
        rows.forEach((row, services) ->
                made.append(row.formatted(services.size() == 6 ? "all" : String.join(", ", services))));

        assertThat(rows).hasSizeGreaterThan(100);
        Pages.isAsMade(PAGE, made.toString());
    }

    private static Set<String> meters() {
        var found = new TreeSet<String>();
        Pages.sources(".java").stream()
                .map(Pages::read)
                .filter(text -> text.contains("io.micrometer.core.instrument"))
                .forEach(text -> METER.matcher(text).results().forEach(match -> found.add(match.group(1))));
        return found;
    }

    /** As Prometheus may show it: by its kind, which the source does not say in one way only. */
    private static Set<String> names(String meter) {
        var base = meter.replace('.', '_');
        return Set.of(base, base + "_total", base + "_seconds", base + "_bytes");
    }

    private static Set<String> explained() {
        var page = Pages.read(Pages.ROOT.resolve(PAGE));
        var at = page.indexOf(GENERATED);
        return DOCUMENTED
                .matcher(at < 0 ? page : page.substring(0, at))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
