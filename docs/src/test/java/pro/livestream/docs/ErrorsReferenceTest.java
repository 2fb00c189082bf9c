package pro.livestream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorsReferenceTest {
    private static final Pattern LITERAL =
            Pattern.compile("(?:Refusal\\s*\\.\\s*(?:of\\(\\s*\\d+\\s*,|conflict\\()|taken\\()\\s*\"([A-Z][A-Z_]+)\"");
    private static final Pattern SHARED = Pattern.compile("String ([A-Z_]+) = \"\\1\"");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z][A-Z_]+)\\(\\d{3}, ");

    @Test
    void explainsEveryCodeThatTheServicesAnswer() {
        var page = Pages.read(Pages.ROOT.resolve("docs/reference/errors.md"));
        var codes = new TreeSet<String>();

        Pages.sources(".java")
                .forEach(file ->
                        LITERAL.matcher(Pages.read(file)).results().forEach(match -> codes.add(match.group(1))));
        Pages.sources("Error.java")
                .forEach(file ->
                        CONSTANT.matcher(Pages.read(file)).results().forEach(match -> codes.add(match.group(1))));
        SHARED.matcher(Pages.read(
                        Pages.ROOT.resolve("contracts/src/main/java/pro/livestream/contracts/ErrorCode.java")))
                .results()
                .forEach(match -> codes.add(match.group(1)));

        assertThat(codes).hasSizeGreaterThan(30);
        assertThat(codes.stream().filter(code -> !page.contains("`" + code + "`")))
                .isEmpty();
    }

    @Test
    void explainsEveryCloseCode() {
        var page = Pages.read(Pages.ROOT.resolve("docs/reference/errors.md"));
        var source = Pages.read(
                Pages.ROOT.resolve("chat-service/src/main/java/pro/livestream/chat/fanout/CloseReason.java"));

        var codes = Pattern.compile("new CloseReason\\((\\d{4}),")
                .matcher(source)
                .results()
                .map(m -> m.group(1));

        assertThat(Stream.concat(codes, Stream.of("1001"))
                        .distinct()
                        .filter(code -> !page.contains("| " + code + " |")))
                .isEmpty();
    }
}
