package pro.livestream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void leadSomewhere() {
        var dead = new ArrayList<String>();

        pages().forEach(page -> LINK.matcher(Pages.read(page))
                .results()
                .map(link -> page.getParent().resolve(link.group(1)).normalize())
                .filter(target -> !Files.exists(target))
                .forEach(target -> dead.add(Pages.ROOT.relativize(page) + " -> " + Pages.ROOT.relativize(target))));

        assertThat(dead).isEmpty();
    }

    private static List<Path> pages() {
        var top = Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                .map(Pages.ROOT::resolve);
        return Stream.concat(top, Pages.files(Pages.ROOT.resolve("docs"), ".md").stream())
                .toList();
    }
}
