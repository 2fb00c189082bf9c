package pro.livestream.chat.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.ServerFrame;

class StandardProtocolTest {

    private static final String ID = "0190b2a4-0000-7000-8000-000000000001";
    private final StandardProtocol protocol = new StandardProtocol();

    private ClientFrame decode(String json) {
        return protocol.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private String encode(ServerFrame frame) {
        return new String(Objects.requireNonNull(protocol.encode(frame)), StandardCharsets.UTF_8);
    }

    @Test
    void readsMessages() {
        assertEquals(
                new ClientFrame.Message("Hi", "c1", UUID.fromString(ID)),
                decode("{\"type\":\"message\",\"text\":\"Hi\",\"client_id\":\"c1\",\"reply_to\":\"" + ID + "\"}"));
        assertEquals(new ClientFrame.Message("Hi", null, null), decode("{\"type\":\"message\",\"text\":\"Hi\"}"));
    }

    @Test
    void readsWhatElseClientsSay() {
        assertEquals(new ClientFrame.Ping(), decode("{\"type\":\"ping\"}"));
        assertEquals(new ClientFrame.Reaction(3), decode("{\"type\":\"reaction\",\"stamp_id\":3}"));
        assertEquals(
                new ClientFrame.Edit(UUID.fromString(ID), "x"),
                decode("{\"type\":\"edit\",\"id\":\"" + ID + "\",\"text\":\"x\"}"));
        assertEquals(new ClientFrame.Resume("2", 17), decode("{\"type\":\"resume\",\"epoch\":\"2\",\"offset\":17}"));
        assertEquals(new ClientFrame.History(null, 50), decode("{\"type\":\"history\"}"));
        assertEquals(new ClientFrame.History(9L, 5), decode("{\"type\":\"history\",\"before\":\"9\",\"limit\":5}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "1",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"message\"}",
                "{\"type\":\"message\",\"text\":5}",
                "{\"type\":\"message\",\"text\":\"x\",\"client_id\":7}",
                "{\"type\":\"edit\",\"id\":\"no\",\"text\":\"x\"}",
                "{\"type\":\"reaction\",\"stamp_id\":\"1\"}",
                "{\"type\":\"history\",\"limit\":0}",
                "{\"type\":\"resume\",\"epoch\":\"1\",\"offset\":-1}",
                "{\"type\":\"ping\"} {}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void answersWhatItCantReadAsMalformed(String json) {
        assertInstanceOf(ClientFrame.Malformed.class, decode(json));
    }

    @Test
    void writesCommentsWithTheClientIdForTheirSenderOnly() {
        assertEquals("{\"comment\":{\"id\":\"1\"}}", encode(new ServerFrame.Commented("{\"id\":\"1\"}", null)));
        assertEquals(
                "{\"comment\":{\"id\":\"1\",\"client_id\":\"a\\\"b\"}}",
                encode(new ServerFrame.Commented("{\"id\":\"1\"}", "a\"b")));
    }

    @Test
    void writesTypedFrames() {
        assertEquals(
                "{\"type\":\"ack\",\"client_id\":\"c\",\"id\":\"i\",\"offset\":4}",
                encode(new ServerFrame.Acknowledged("c", "i", 4)));
        assertEquals("{\"type\":\"held\",\"client_id\":\"c\",\"id\":\"i\"}", encode(new ServerFrame.Held("c", "i")));
        assertEquals(
                "{\"type\":\"to_review\",\"held\":{\"id\":\"i\"}}",
                encode(new ServerFrame.ToReview("{\"id\":\"i\"}", "ann")));
        assertEquals("{\"type\":\"viewers\",\"count\":3}", encode(new ServerFrame.Viewers(3)));
        assertEquals(
                "{\"type\":\"reactions\",\"items\":[{\"stamp_id\":1,\"count\":2}]}",
                encode(new ServerFrame.Reactions(List.of(new ServerFrame.StampCount(1, 2)))));
        assertEquals(
                "{\"type\":\"resumed\",\"recovered\":true,\"comments\":[{\"a\":1},{\"a\":2}],\"changes\":[],"
                        + "\"epoch\":\"1\",\"offset\":2}",
                encode(new ServerFrame.Resumed(true, List.of("{\"a\":1}", "{\"a\":2}"), List.of(), 1, 2)));
        assertEquals(
                "{\"type\":\"error\",\"message\":\"no\",\"code\":\"X\"}",
                encode(new ServerFrame.Refused("X", "no", null, null)));
    }
}
