package pro.livestream.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void jsonBecomesTimeLevelLoggerAndMessage() {
        var line = """
                {"timestamp":"2026-01-31T12:34:56.789123Z","loggerName":"io.quarkus","level":"INFO","message":"up \\"and\\" ready"}\
                """;

        assertEquals("12:34:56.789 INFO  quarkus: up \"and\" ready", LogLine.readable(line));
    }

    @Test
    void otherLinesStay() {
        assertEquals("{} and more", LogLine.readable("{} and more"));
        assertEquals("plain", LogLine.readable("plain"));
    }
}
