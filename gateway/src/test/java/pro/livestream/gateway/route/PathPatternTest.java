package pro.livestream.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/api/streams/*,/api/streams,true",
        "/api/streams/*,/api/streams/,true",
        "/api/streams/*,/api/streams/1/end,true",
        "/api/streams/*,/api/streamsfoo,false",
        "/api/streams/*,/api/stream,false",
        "/ws/streams/{}/chat,/ws/streams/1/chat,true",
        "/ws/streams/{}/chat,/ws/streams/1/chat/,true",
        "/ws/streams/{}/chat,/ws/streams//chat,false",
        "/ws/streams/{}/chat,/ws/streams/1/chat/more,false",
        "/ws/streams/{}/chat,/ws/streams/1,false",
        "/api/streams/{}/chat/*,/api/streams/a%2Fb/chat/messages,true",
        "/api/streams/{}/chat/*,/,false"
    })
    void matches(String pattern, String path, boolean expected) {
        assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
    }
}
