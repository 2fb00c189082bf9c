package pro.livestream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    private static final Pattern READ_NAME = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]");
    private static final Pattern PLAIN_NAME = Pattern.compile("(?m)^#? ?([A-Z][A-Z0-9_]+)=");

    @Test
    void listsEverySettingWithItsDefault() {
        var page = new StringBuilder(
                "# Configuration\n\nWritten from the config mappings by a test. Each setting is set by its "
                        + "environment variable, by the property, or by the property in upper case with `_` for every other sign.\n");
        var module = "";
        for (var file : Pages.sources("Config.java")) {
            var settings = Settings.of(file);
            if (settings.isEmpty()) {
                continue;
            }
            if (!Pages.module(file).equals(module)) {
                module = Pages.module(file);
                page.append("\n## ")
                        .append(module.equals("platform") ? "Every service" : module)
                        .append("\n\n| property | environment | default | what |\n| --- | --- | --- | --- |\n");
            }
            settings.forEach(setting -> page.append(setting.row()));
        }
        page.append(
                "\n## Plain names of connections\n\nRead by every service and turned into the settings above or Quarkus' own.\n\n");
        page.append("| environment | meaning |\n| --- | --- |\n");
        Settings.connections().forEach((name, meaning) -> page.append("| `%s` | %s |\n".formatted(name, meaning)));

        Pages.isAsMade("docs/reference/configuration.md", page.toString());
    }

    @Test
    void hasEveryNameThatTheServicesRead() {
        var page = Pages.read(Pages.ROOT.resolve("docs/reference/configuration.md"));
        var names = new TreeSet<String>();

        Pages.properties()
                .forEach(file ->
                        READ_NAME.matcher(Pages.read(file)).results().forEach(match -> names.add(match.group(1))));

        assertThat(names).hasSizeGreaterThan(20);
        assertThat(names.stream().filter(name -> !page.contains("`" + name + "`")))
                .isEmpty();
    }

    @Test
    void hasEveryNameThatTheExampleFileSets() {
        var page = Pages.read(Pages.ROOT.resolve("docs/reference/configuration.md"));
        var unknown = new TreeSet<String>();

        var names = new ArrayList<String>();
        PLAIN_NAME
                .matcher(Pages.read(Pages.ROOT.resolve(".env.example")))
                .results()
                .forEach(m -> names.add(m.group(1)));
        names.stream().filter(name -> !page.contains("`" + name + "`")).forEach(unknown::add);

        assertThat(names).isNotEmpty();
        assertThat(unknown).isEmpty();
    }
}
