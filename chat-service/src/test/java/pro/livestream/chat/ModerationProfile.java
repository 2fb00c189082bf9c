package pro.livestream.chat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A service whose reviewers may be on this machine, whose jobs do not keep tests waiting, and which can ask who knows no stream. */
public class ModerationProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "livestream.chat.attachment.archive-service-url", ArchiveForTests.start(),
                "livestream.chat.room.stream-service-url", whoKnowsNoStream(),
                "livestream.chat.follow.follower-remembered", "2s",
                "livestream.chat.review.allow-private", "true",
                "livestream.chat.review.failures-max", "3",
                "livestream.chat.review.pause", "1s",
                "livestream.chat.hold.expire-every", "1s",
                "livestream.chat.hold.publish-patience", "1s",
                "livestream.chat.hold.pending-max", "12");
    }

    /** The rooms of these tests open by events; stream-service is asked about others only. */
    private static String whoKnowsNoStream() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(404, -1);
                }
            });
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
