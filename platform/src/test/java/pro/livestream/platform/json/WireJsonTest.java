package pro.livestream.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {
    record Sample(String firstName, Instant createdAt, int count) {}

    @Test
    void writesSnakeCaseAndMilliseconds() throws JsonProcessingException {
        var sample = new Sample("a", Instant.parse("2026-01-31T12:34:56Z"), 2);

        assertThat(WireJson.mapper().writeValueAsString(sample))
                .isEqualTo("{\"first_name\":\"a\",\"created_at\":\"2026-01-31T12:34:56.000Z\",\"count\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":\"2\"}",
                "{\"count\":1.5}",
                "{\"first_name\":7}",
                "{\"first_name\":true}",
                "{\"count\":"
            })
    void doesNotBendTypes(String json) {
        assertThatThrownBy(() -> WireJson.mapper().readValue(json, Sample.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void ignoresWhatItDoesNotKnow() throws JsonProcessingException {
        assertThat(WireJson.mapper()
                        .readValue("{\"count\":1,\"new\":true}", Sample.class)
                        .count())
                .isEqualTo(1);
    }
}
