package pro.livestream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnalyticsSampleTest {
    private static final Path FOLDER = Repository.ROOT.resolve("docs/analytics");

    @Test
    void isCountedByTheExampleInJava() throws Exception {
        var jackson = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> entry.contains("jackson-"))
                .collect(Collectors.joining(java.io.File.pathSeparator));

        var counted = run(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                jackson,
                FOLDER.resolve("MessagesPerMinute.java").toString()));

        assertThat(counted).isEqualTo(Repository.read(FOLDER.resolve("expected.csv")));
    }

    @Test
    void isCountedByTheExampleInPython() throws Exception {
        assumeTrue(MetricNames.isInstalled("python3"), "python3 is not installed");

        var counted =
                run(List.of("python3", FOLDER.resolve("messages_per_minute.py").toString()));

        assertThat(counted).isEqualTo(Repository.read(FOLDER.resolve("expected.csv")));
    }

    /** The sample's events are such as the services send. */
    @Test
    void followsThePublishedSchemas() throws Exception {
        var schemas = com.networknt.schema.SchemaRegistry.withDefaultDialect(
                com.networknt.schema.SpecificationVersion.DRAFT_2020_12);
        var contracts = Repository.ROOT.resolve("contracts/src/main/resources/schemas");
        var chat = schemas.getSchema(Repository.read(contracts.resolve("ChatMessagePosted.json")));
        var tip = schemas.getSchema(Repository.read(contracts.resolve("TipSucceeded.json")));
        for (var line : Files.readAllLines(FOLDER.resolve("sample.ndjson"))) {
            var payload = Repository.JSON.readTree(line).path("payload");
            if (!payload.isNull()) {
                var schema = line.contains("\"streams.chat\"") ? chat : tip;
                assertThat(schema.validate(payload.asText(), com.networknt.schema.InputFormat.JSON))
                        .as("%s", payload)
                        .isEmpty();
            }
        }
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        var output = Files.createTempFile("counted", ".csv");
        var process = new ProcessBuilder(words)
                .redirectInput(FOLDER.resolve("sample.ndjson").toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(output);
    }
}
