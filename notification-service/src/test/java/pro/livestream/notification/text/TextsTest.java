package pro.livestream.notification.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.notification.preference.Preferences;

class TextsTest {
    @Test
    void saysTheSameInEveryLanguage() {
        var english = Texts.load(Texts.ENGLISH);
        for (var language : Texts.LANGUAGES) {
            var texts = Texts.load(language);
            assertThat(texts.stringPropertyNames()).as(language).isEqualTo(english.stringPropertyNames());
            for (var key : english.stringPropertyNames()) {
                assertThat(places(texts.getProperty(key)))
                        .as(language + " " + key)
                        .isEqualTo(places(english.getProperty(key)));
            }
        }
    }

    @Test
    void hasWordsForEveryKind() {
        for (var kind : Kind.values()) {
            for (var key : new String[] {"mail.action.%s", "mail.why.%s", "kind.%s"}) {
                assertThat(Texts.text(Texts.ENGLISH, key.formatted(kind.wireName()), Map.of()))
                        .isNotNull();
            }
            for (var variant : variants(kind)) {
                for (var key : new String[] {"%s.title%s", "%s.body%s"}) {
                    assertThat(Texts.text(Texts.ENGLISH, key.formatted(kind.wireName(), variant), Map.of()))
                            .isNotNull();
                }
            }
        }
    }

    private static List<String> variants(Kind kind) {
        return switch (kind) {
            case STREAM_REMINDER ->
                Preferences.REMINDERS_MIN.stream().map(minutes -> "." + minutes).toList();
            case NEW_FOLLOWER -> List.of("", ".many");
            case STREAM_STARTED, ARCHIVE_READY, TIP_RECEIVED, MENTION -> List.of("");
        };
    }

    @Test
    void fillsPlacesWithWhateverStandsThere() {
        assertThat(Texts.text("en", "stream_started.title", Map.of("name", "$1 \\ {name}")))
                .isEqualTo("$1 \\ {name} is live");
        assertThatThrownBy(() -> Texts.text("en", "no.such.text", Map.of())).hasMessageContaining("no.such.text");
    }

    @Test
    void findsTheLanguageThatFits() {
        assertThat(Texts.languageOf(null)).isEqualTo("en");
        assertThat(Texts.languageOf("de-AT")).isEqualTo("en");
        assertThat(Texts.languageOf("ja_JP")).isEqualTo("ja");
        assertThat(Texts.languageOf("zh-Hant-TW")).isEqualTo("zh-TW");
    }

    @Test
    void writesMoneyByItsCurrency() {
        assertThat(Money.format("en", 1_250, "EUR")).isEqualTo("€12.50");
        assertThat(Money.format("ja", 500, "JPY")).contains("500").doesNotContain(".");
        assertThat(Money.format("en", 500, "???")).isEqualTo("500 ???");
    }

    private static Object places(String text) {
        return Pattern.compile("\\{([a-z_]+)}")
                .matcher(text)
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.toSet());
    }
}
