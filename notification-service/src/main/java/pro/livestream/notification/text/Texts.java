package pro.livestream.notification.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every sentence in English, Japanese and Traditional Chinese, with {@code {names}} to fill in. */
public final class Texts {
    public static final String ENGLISH = "en";
    public static final String JAPANESE = "ja";
    public static final String TRADITIONAL_CHINESE = "zh-TW";
    public static final List<String> LANGUAGES = List.of(ENGLISH, JAPANESE, TRADITIONAL_CHINESE);

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
    private static final Map<String, Properties> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, Texts::load));

    private Texts() {}

    /** The language that fits a user's locale (BCP 47) best; English where none does. */
    public static String languageOf(@Nullable String locale) {
        if (locale == null) {
            return ENGLISH;
        }
        return switch (Locale.forLanguageTag(locale.replace('_', '-')).getLanguage()) {
            case "ja" -> JAPANESE;
            case "zh" -> TRADITIONAL_CHINESE;
            default -> ENGLISH;
        };
    }

    /** The sentence with its places filled; a place without a value stays empty. */
    public static String text(String language, String key, Map<String, String> values) {
        var pattern = of(language).getProperty(key);
        if (pattern == null) {
            throw new IllegalStateException("There is no text " + key + " in " + language);
        }
        return PLACE.matcher(pattern)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    private static Properties of(String language) {
        var texts = ALL.get(language);
        if (texts == null) {
            throw new IllegalArgumentException("There are no texts in " + language);
        }
        return texts;
    }

    static Properties load(String language) {
        var name = "/texts/" + language + ".properties";
        try (var file = Texts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            var texts = new Properties();
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
