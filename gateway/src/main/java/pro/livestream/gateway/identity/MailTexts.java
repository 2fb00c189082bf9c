package pro.livestream.gateway.identity;

import io.quarkus.mailer.Mail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pro.livestream.gateway.identity.MailedTokenStore.Purpose;

/** Words mails in the reader's language: English, Japanese or Traditional Chinese. */
@ApplicationScoped
class MailTexts {
    private static final Map<String, Map<String, Wording>> WORDINGS = Map.of(
            Purpose.VERIFY_EMAIL.wireName(),
            Map.of(
                    "en",
                    new Wording(
                            "Confirm your e-mail address",
                            "Hello",
                            "Please confirm your address:",
                            "If you did not sign up, ignore this mail."),
                    "ja",
                    new Wording("メールアドレスの確認", "こんにちは", "次のリンクでメールアドレスを確認してください。", "登録した覚えがない場合は、このメールを無視してください。"),
                    "zh",
                    new Wording("請確認您的電子郵件地址", "您好", "請點選以下連結確認您的地址:", "若您並未註冊,請忽略此信。")),
            Purpose.RESET_PASSWORD.wireName(),
            Map.of(
                    "en",
                    new Wording(
                            "Choose a new password",
                            "Hello",
                            "Choose a new password here:",
                            "If you did not ask for this, ignore this mail; your password stays as it is."),
                    "ja",
                    new Wording(
                            "パスワードの再設定",
                            "こんにちは",
                            "次のリンクで新しいパスワードを設定してください。",
                            "お心当たりがない場合は、このメールを無視してください。パスワードは変わりません。"),
                    "zh",
                    new Wording("重設密碼", "您好", "請點選以下連結設定新密碼:", "若您並未要求,請忽略此信,您的密碼不會變更。")));

    private final Template html;
    private final Template text;

    /** The sentences of one mail in one language. */
    record Wording(String subject, String greeting, String request, String otherwise) {}

    MailTexts(@Location("mail.html") Template html, @Location("mail.txt") Template text) {
        this.html = html;
        this.text = text;
    }

    Mail compose(MailStore.Mail mail) {
        var wording = wording(mail.kind(), mail.locale());
        return new Mail()
                .addTo(mail.recipient())
                .setSubject(wording.subject())
                .setText(render(text, mail, wording))
                .setHtml(render(html, mail, wording));
    }

    private static String render(Template template, MailStore.Mail mail, Wording wording) {
        return template.data("username", mail.username())
                .data("link", mail.link())
                .data("subject", wording.subject())
                .data("greeting", wording.greeting())
                .data("request", wording.request())
                .data("otherwise", wording.otherwise())
                .render();
    }

    private static Wording wording(String kind, @Nullable String locale) {
        var all = WORDINGS.getOrDefault(kind, Map.of());
        var language = locale == null ? "en" : Locale.forLanguageTag(locale).getLanguage();
        var found = all.containsKey(language) ? all.get(language) : all.get("en");
        if (found == null) {
            throw new IllegalStateException("There is no text for mails of the kind " + kind);
        }
        return found;
    }
}
