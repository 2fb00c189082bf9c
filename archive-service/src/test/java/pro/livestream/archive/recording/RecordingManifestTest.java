package pro.livestream.archive.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingManifestTest {

    private static final String KEY = "localhost/u/s/recording/manifest.json";

    @Test
    void readsWhatTheRecorderWrites() {
        var manifest = read("""
                {"version":1,"tenant":"localhost","stream_id":"01980000-0000-7000-8000-00006abf78bb",
                 "user_id":"01980000-0000-7000-8000-0000ce2b2e46","complete":true,"updated_at":"2026-01-31T12:00:09.000Z",
                 "segments":[{"seq":0,"key":"localhost/u/s/recording/000000.ts","run":0,"container":"mpegts",
                   "start":"2026-01-31T12:00:00.000Z","duration_s":4.023,"bytes":455148,"sha256":"ab"}],
                 "gaps":[{"from":"2026-01-31T12:00:04.000Z","to":"2026-01-31T12:00:06.000Z","duration_s":2.0,"reason":"lost"}]}
                """);

        assertThat(manifest.complete()).isTrue();
        assertThat(manifest.segments().getFirst().end()).isEqualTo(Instant.parse("2026-01-31T12:00:04.023Z"));
        assertThat(manifest.gaps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"version\":2,\"segments\":[]}",
                "{\"version\":1,\"segments\":[{\"seq\":0}]}",
                "{\"version\":1,\"segments\":[{\"seq\":0,\"key\":\"localhost/u/other/recording/0.ts\",\"run\":0,"
                        + "\"container\":\"mpegts\",\"start\":\"2026-01-31T12:00:00Z\",\"duration_s\":4,\"bytes\":1}]}"
            })
    void refusesWhatIsNoManifestOfThisRecording(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UnusableRecordingException.class)
                .hasMessageStartingWith("The recording");
    }

    private static RecordingManifest read(String json) {
        return RecordingManifest.read(json.getBytes(StandardCharsets.UTF_8), KEY);
    }
}
