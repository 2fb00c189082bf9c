package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A picture in the chat: uploaded, shown to everybody, gone with its message. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.ARCHIVE, mode = ResourceAccessMode.READ)
class AttachmentE2E {
    private static final String BOUNDARY = "a-boundary-between-parts";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Person alice = Person.registered("alice");
    private final Person bob = Person.registered("bob");

    @Test
    void aPictureIsShownWithItsMessageAndGoneWithIt() throws IOException, InterruptedException {
        var stream = alice.post("/api/streams", Map.of("title", "Cats")).text("stream_id");
        var uploaded = upload(alice, "cat.png", picture());
        assertThat(uploaded.statusCode()).as("%s", uploaded.body()).isEqualTo(201);
        var id = Suite.JSON.readTree(uploaded.body()).path("id").asText();
        try (var hers = ChatClient.join(alice, stream);
                var his = ChatClient.join(bob, stream)) {
            hers.await("welcome");
            his.await("welcome");

            his.send(Map.of("type", "message", "text", "mine", "client_id", "c0", "attachments", List.of(id)));
            assertThat(his.await("error").path("code").asText()).isEqualTo("UNKNOWN_ATTACHMENT");
            hers.send(Map.of("type", "message", "text", "my cat", "client_id", "c1", "attachments", List.of(id)));

            var shown = his.awaitComment("my cat").at("/attachments/0");
            assertThat(shown.path("mime_type").asText()).isEqualTo("image/png");
            var url = shown.path("url").asText();
            assertThat(status(url)).isEqualTo(200);

            var message = hers.awaitAck("c1").path("id").asText();
            hers.send(Map.of("type", "delete", "id", message));
            await().atMost(Duration.ofSeconds(30)).until(() -> status(url) == 404);
        }
    }

    private static byte[] picture() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private HttpResponse<String> upload(Person person, String name, byte[] file)
            throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nchat\r\n"));
        body.writeBytes(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: image/png\r\n\r\n"));
        body.writeBytes(file);
        body.writeBytes(text("\r\n--" + BOUNDARY + "--\r\n"));
        var request = HttpRequest.newBuilder(URI.create(Suite.running().url() + "/api/attachments"))
                .header("Authorization", "Bearer " + person.token())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static byte[] text(String part) {
        return part.getBytes(StandardCharsets.UTF_8);
    }

    private int status(String url) throws IOException, InterruptedException {
        var target = url.startsWith("http") ? url : Suite.running().url() + url;
        return http.send(HttpRequest.newBuilder(URI.create(target)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
