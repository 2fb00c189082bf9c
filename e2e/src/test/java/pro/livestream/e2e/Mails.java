package pro.livestream.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the local mail catcher holds, by its web address. */
final class Mails {

    /** One mail as it was sent. */
    record Mail(String raw) {
        /** A header's value, unfolded. */
        String header(String name) {
            var head = raw.substring(0, Math.max(0, raw.indexOf("\r\n\r\n"))).replaceAll("\r\n[ \t]+", " ");
            return Arrays.stream(head.split("\r\n", -1))
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        String subject() {
            return header("Subject");
        }
    }

    private Mails() {}

    /** The address that a person registered with. */
    static String address(Person person) {
        return person.username() + "@example.org";
    }

    /** The web address of the catcher. */
    static String catcher() {
        return Suite.running().process("mail").get("url").asText();
    }

    /** Those to a person whose subject holds a text; none while the catcher doesn't know the address. */
    static List<Mail> to(Person person, String subject) {
        return to(catcher(), person, subject);
    }

    static List<Mail> to(String catcher, Person person, String subject) {
        var answer = Person.anonymous().get(catcher + "/api/user/" + address(person) + "/messages/INBOX/");
        var mails = new ArrayList<Mail>();
        if (answer.status() == 200) {
            answer.body()
                    .forEach(mail -> mails.add(new Mail(mail.path("mimeMessage").asText())));
        }
        return mails.stream().filter(mail -> mail.subject().contains(subject)).toList();
    }
}
