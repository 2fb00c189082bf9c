package pro.livestream.archive;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.local.testing.TestIdentity;

/** Files on their way in and out again. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class AttachmentComponentTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TENANT = "localhost";
    private static final byte[] SECRET = "35.6586N 139.7454E".getBytes(StandardCharsets.US_ASCII);

    private final String alice = Api.someone();

    @BeforeAll
    static void drawsWithoutAScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void anImageComesOutAsOneOfTheSameKind(String format) throws IOException {
        var made = upload(alice, "cat." + format, "image/" + format, picture(format, 64, 32), "chat");

        assertThat(made.statusCode()).isEqualTo(201);
        var view = made.jsonPath();
        assertThat(view.getString("name")).isEqualTo("cat." + format);
        assertThat(view.getInt("width")).isEqualTo(64);
        var answer = fetch(view.getString("url"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(view.getString("mime_type"));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
        byte[] bytes = answer.asByteArray();
        assertThat(bytes).hasSize(view.getInt("size"));
        var shown = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(shown.getWidth()).isEqualTo(64);
        assertThat(new Color(shown.getRGB(8, 8)).getRed()).isGreaterThan(200);
    }

    /** What a phone writes: the picture lies on its side, and where it was taken stands beside it. */
    @Test
    void aPhotographIsTurnedUprightAndLosesWhereItWasTaken() throws IOException {
        byte[] photograph = withExif(picture("jpg", 64, 32), 6);
        assertThat(contains(photograph, SECRET)).isTrue();

        var view =
                upload(alice, "IMG_0001.jpg", "image/jpeg", photograph, "chat").jsonPath();

        assertThat(List.of(view.getInt("width"), view.getInt("height"))).containsExactly(32, 64);
        byte[] bytes = fetch(view.getString("url")).asByteArray();
        assertThat(contains(bytes, SECRET)).isFalse();
        assertThat(contains(bytes, "Exif".getBytes(StandardCharsets.US_ASCII))).isFalse();
        // the red left half was turned clockwise to the top
        var shown = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(new Color(shown.getRGB(16, 8)).getRed()).isGreaterThan(200);
        assertThat(new Color(shown.getRGB(16, 56)).getRed()).isLessThan(60);
    }

    @Test
    void anAvatarIsMadeSmall() throws IOException {
        var view = upload(alice, "me.png", "image/png", picture("png", 1024, 512), "avatar")
                .jsonPath();

        assertThat(List.of(view.getInt("width"), view.getInt("height"))).containsExactly(512, 256);
    }

    @Test
    void anotherFileIsToBeStoredAndNotShown() {
        var page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        var view = upload(alice, "the plan.html", "text/html", page, "chat").jsonPath();

        assertThat(view.getString("mime_type")).isEqualTo("text/plain");
        var answer = fetch(view.getString("url"));
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains("the%20plan.html");
        assertThat(answer.asByteArray()).isEqualTo(page);
    }

    @Test
    void whatMayNotBeAttachedIsRefused() throws IOException {
        byte[] program = {0x7F, 'E', 'L', 'F', 2, 1, 1, 0};
        refused(upload(alice, "run.png", "image/png", program, "chat"), 415, "UNSUPPORTED_TYPE");
        byte[] svg = "<svg onload=alert(1)/>".getBytes(StandardCharsets.UTF_8);
        refused(upload(alice, "a.svg", "image/svg+xml", svg, "chat"), 415, "UNSUPPORTED_TYPE");
        refused(upload(alice, "a.txt", "text/plain", svg, "avatar"), 415, "UNSUPPORTED_TYPE");
        byte[] png = picture("png", 64, 64);
        byte[] torn = java.util.Arrays.copyOf(png, 40);
        refused(upload(alice, "torn.png", "image/png", torn, "chat"), 400, "IMAGE_UNREADABLE");
        byte[] bomb = png.clone();
        bomb[16] = 0;
        bomb[17] = 0;
        bomb[18] = (byte) 0xFF;
        bomb[22] = (byte) 0xFF;
        refused(upload(alice, "bomb.png", "image/png", bomb, "chat"), 400, "IMAGE_TOO_LARGE");
        byte[] heavy = java.util.Arrays.copyOf(png, 5 * 1024 * 1024 + 1);
        refused(upload(alice, "heavy.png", "image/png", heavy, "chat"), 413, "FILE_TOO_LARGE");
        byte[] text = new byte[10 * 1024 * 1024 + 1];
        java.util.Arrays.fill(text, (byte) 'x');
        refused(upload(alice, "long.txt", "text/plain", text, "chat"), 413, "FILE_TOO_LARGE");
        refused(upload(alice, "a.png", "image/png", png, "weapon"), 400, "VALIDATION_FAILED");
        refused(
                given().auth()
                        .oauth2(TestIdentity.userToken(alice))
                        .multiPart("other", "x")
                        .post("/api/attachments"),
                400,
                "VALIDATION_FAILED");
        refused(given().multiPart("file", "a.png", png, "image/png").post("/api/attachments"), 401, "UNAUTHENTICATED");
    }

    @Test
    void anAddressIsGoodForItsFileOnly() throws IOException {
        String one = upload(alice, "a.png", "image/png", picture("png", 8, 8), "chat")
                .jsonPath()
                .getString("url");
        String two = upload(alice, "b.png", "image/png", picture("png", 8, 8), "chat")
                .jsonPath()
                .getString("url");
        String signature = one.substring(one.indexOf('?'));

        refused(fetch(two.substring(0, two.indexOf('?')) + signature), 403, "LINK_INVALID");
        refused(fetch(two.substring(0, two.indexOf('?'))), 403, "LINK_INVALID");
    }

    @Test
    void onlyItsOwnerSeesAndRemovesIt() throws IOException {
        var view = upload(alice, "a.png", "image/png", picture("png", 8, 8), "chat")
                .jsonPath();
        String path = "/api/attachments/" + view.getString("id");
        Api.as(alice).get(path).then().statusCode(200).body("url", equalTo(view.getString("url")));
        Api.as("mallory").get(path).then().statusCode(404);
        Api.as("mallory").delete(path).then().statusCode(404);
        Api.as(alice).get("/api/attachments/nonsense").then().statusCode(404);

        Api.as(alice).delete(path).then().statusCode(204);

        assertThat(fetch(view.getString("url")).statusCode()).isEqualTo(404);
        awaitNoObject(view);
    }

    @Test
    void aMessageBearsItAndTakesItAlong() throws IOException {
        var view = upload(alice, "a.png", "image/png", picture("png", 8, 8), "chat")
                .jsonPath();
        UUID comment = UUID.randomUUID();
        claim("mallory", comment, view.getString("id")).then().statusCode(404);

        var claimed = claim(alice, comment, view.getString("id"));

        claimed.then().statusCode(200);
        assertThat(claimed.jsonPath().getString("items[0].url")).isEqualTo(view.getString("url"));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> fetch(view.getString("url")).statusCode() == 200);
        Topics.send(new ChatMessageDeleted(
                TENANT, UUID.randomUUID(), UUID.randomUUID(), comment, Instant.now(), "1", 7, 7));
        await().atMost(SOON).until(() -> fetch(view.getString("url")).statusCode() == 404);
        awaitNoObject(view);
    }

    @Test
    void oneThatNoMessageBearsIsTakenAwayAfterAWhile() throws IOException {
        var view = upload(alice, "a.png", "image/png", picture("png", 8, 8), "chat")
                .jsonPath();
        var kept = upload(alice, "me.png", "image/png", picture("png", 8, 8), "avatar")
                .jsonPath();

        await().atMost(SOON).until(() -> fetch(view.getString("url")).statusCode() == 404);
        awaitNoObject(view);
        assertThat(fetch(kept.getString("url")).statusCode()).isEqualTo(200);
    }

    private static Response claim(String user, UUID comment, String id) {
        return given().auth()
                .oauth2(TestIdentity.serviceToken("chat-service", TENANT))
                .contentType("application/json")
                .body(Map.of("user_id", TestIdentity.userId(user), "comment_id", comment, "ids", List.of(id)))
                .post("/internal/attachments/claims");
    }

    private void awaitNoObject(JsonPath view) {
        String key = TENANT + "/" + TestIdentity.userId(alice) + "/attachments/" + view.getString("id");
        await().atMost(SOON).until(() -> Bucket.keys(key).isEmpty());
    }

    private static Response upload(String user, String name, String type, byte[] bytes, String purpose) {
        return given().auth()
                .oauth2(TestIdentity.userToken(user))
                .multiPart("file", name, bytes, type)
                .multiPart("purpose", purpose)
                .post("/api/attachments");
    }

    private static Response fetch(String url) {
        return given().urlEncodingEnabled(false).get(url.substring(url.indexOf("/media/")));
    }

    private static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }

    /** Red on the left, blue on the right. */
    private static byte[] picture(String format, int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** A segment as cameras write it, with the orientation in its first directory and a place behind it. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0"
                .getBytes(StandardCharsets.ISO_8859_1));
        body.write(orientation);
        body.writeBytes(new byte[] {0, 0, 0, 0, 0, 0});
        body.writeBytes(SECRET);
        var whole = new ByteArrayOutputStream();
        whole.write(jpeg, 0, 2);
        whole.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (body.size() + 2)});
        whole.writeBytes(body.toByteArray());
        whole.write(jpeg, 2, jpeg.length - 2);
        return whole.toByteArray();
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
