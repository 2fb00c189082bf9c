package pro.livestream.notification.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import pro.livestream.local.testing.EmbeddedParts;

/** What the mail catcher holds. */
public final class Mails {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Mails() {}

    /** The raw messages to one address; empty while the catcher doesn't know it. */
    public static List<String> to(String address) {
        try {
            var url = EmbeddedParts.settings().get("MAIL_API_URL") + "/api/user/" + address + "/messages/INBOX/";
            var response =
                    CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                return List.of();
            }
            var mails = new ArrayList<String>();
            new ObjectMapper()
                    .readTree(response.body())
                    .forEach(mail -> mails.add(mail.path("mimeMessage").asText()));
            return mails;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A header's value, unfolded. */
    public static String header(String mail, String name) {
        var head = mail.substring(0, mail.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
