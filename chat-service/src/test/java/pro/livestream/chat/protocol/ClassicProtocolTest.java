package pro.livestream.chat.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.ServerFrame;

class ClassicProtocolTest {

    private final ClassicProtocol protocol = new ClassicProtocol();

    private ClientFrame decode(String json) {
        return protocol.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private String encode(ServerFrame frame) {
        return new String(Objects.requireNonNull(protocol.encode(frame)), StandardCharsets.UTF_8);
    }

    @Test
    void readsMessagesAndReactions() {
        assertEquals(new ClientFrame.Message("Hi", null, null), decode("{\"message\":\"Hi\"}"));
        assertEquals(
                new ClientFrame.Reaction(2),
                decode("{\"type\":\"reaction\",\"stamp_id\":2,\"stamp_name\":\"x\",\"stamp_image_url\":\"y\"}"));
        assertInstanceOf(ClientFrame.Malformed.class, decode("{\"message\":1}"));
        assertInstanceOf(ClientFrame.Malformed.class, decode("{\"type\":\"pin\"}"));
        assertInstanceOf(ClientFrame.Malformed.class, decode("nonsense"));
    }

    @Test
    void writesFlatMessagesWithoutATime() {
        var comment = "{\"id\":\"i\",\"username\":\"ann\",\"message\":\"Hi\",\"offset\":1}";

        assertEquals(
                "{\"username\":\"ann\",\"message\":\"Hi\",\"message_type\":\"message\",\"timestamp\":null,\"id\":\"i\"}",
                encode(new ServerFrame.Commented(comment, null)));
    }

    @Test
    void writesASuperChatAsAMessageThatBeginsWithWhatWasPaid() {
        var comment = "{\"id\":\"i\",\"username\":\"ann\",\"message\":\"%s\",\"message_type\":\"superchat\","
                + "\"amount\":500,\"currency\":\"%s\",\"tier\":3,\"offset\":1}";

        assertEquals(
                "{\"username\":\"ann\",\"message\":\"5.00 EUR: Well done\",\"message_type\":\"message\","
                        + "\"timestamp\":null,\"id\":\"i\"}",
                encode(new ServerFrame.Commented(comment.formatted("Well done", "EUR"), null)));
        assertEquals(
                "{\"username\":\"ann\",\"message\":\"500 JPY\",\"message_type\":\"message\","
                        + "\"timestamp\":null,\"id\":\"i\"}",
                encode(new ServerFrame.Commented(comment.formatted("", "JPY"), null)));
    }

    @Test
    void keepsQuietAboutWhatItsClientsDoNotKnow() {
        assertNull(protocol.encode(new ServerFrame.Acknowledged(null, "i", 1)));
        assertNull(protocol.encode(new ServerFrame.Viewers(1)));
        assertNull(protocol.encode(new ServerFrame.Changed("{}")));
    }

    @Test
    void tellsOfHeldMessagesAsOfModeration() {
        assertEquals(
                "{\"username\":\"\",\"message\":\"Your message waits for a moderator\",\"message_type\":\"moderation\","
                        + "\"timestamp\":null,\"id\":\"i\"}",
                encode(new ServerFrame.Held(null, "i")));
        assertEquals(
                "{\"username\":\"\",\"message\":\"A message of ann waits for you\",\"message_type\":\"moderation\","
                        + "\"timestamp\":null}",
                encode(new ServerFrame.ToReview("{}", "ann")));
    }
}
