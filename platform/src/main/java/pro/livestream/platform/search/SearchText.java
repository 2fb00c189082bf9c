package pro.livestream.platform.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a text is found again: words by their beginning, scripts that put no spaces between words by any part of them. Width,
 * case and compatibility forms are folded; of spaceless scripts each character and each pair stands in the index, at its place.
 */
public final class SearchText {

    private static final int WORD_LENGTH_MAX = 64;
    private static final int PLACE_MAX = 16_383;

    private enum Kind {
        WORD,
        SPACELESS,
        SYMBOL,
        GAP
    }

    /** What belongs together: a word, a symbol, or characters of a spaceless script; {@code place} is that of its first. */
    private record Run(Kind kind, int place, List<String> characters) {
        String word() {
            return String.join("", characters.subList(0, Math.min(characters.size(), WORD_LENGTH_MAX)));
        }
    }

    private SearchText() {}

    /**
     * The literal of the {@code tsvector} that a text is found by.
     *
     * @param tags lexemes of our own, such as the room that a message is in, for {@link #query} to ask for as well
     */
    public static String vector(String text, String... tags) {
        var vector = new StringBuilder();
        for (String tag : tags) {
            append(vector, tag, 1);
        }
        for (var run : runs(text)) {
            if (run.kind() != Kind.SPACELESS) {
                append(vector, run.word(), run.place());
                continue;
            }
            var characters = run.characters();
            for (int i = 0; i < characters.size(); i++) {
                append(vector, characters.get(i), run.place() + i);
                if (i + 1 < characters.size()) {
                    append(vector, characters.get(i) + characters.get(i + 1), run.place() + i);
                }
            }
        }
        return vector.toString();
    }

    /** The literal of the {@code tsquery} for all that is asked for; empty where nothing in it can be found. */
    public static String query(String asked, String... tags) {
        var runs = runs(asked);
        if (runs.isEmpty()) {
            return "";
        }
        return Stream.concat(
                        Arrays.stream(tags).map(SearchText::quoted),
                        runs.stream().map(SearchText::wanted))
                .collect(Collectors.joining(" & "));
    }

    private static String wanted(Run run) {
        return switch (run.kind()) {
            case SPACELESS -> '(' + phrase(run.characters()) + ')';
            case WORD -> quoted(run.word()) + ":*";
            case SYMBOL, GAP -> quoted(run.word());
        };
    }

    /** Whether a text is one that {@link #query} would find, for what is in no index. */
    public static boolean matches(String text, String asked) {
        var said = runs(text);
        return runs(asked).stream().allMatch(wanted -> said.stream().anyMatch(run -> holds(run, wanted)));
    }

    private static boolean holds(Run run, Run wanted) {
        if (run.kind() != wanted.kind()) {
            return false;
        }
        return switch (wanted.kind()) {
            case WORD -> run.word().startsWith(wanted.word());
            case SPACELESS -> String.join("", run.characters()).contains(String.join("", wanted.characters()));
            case SYMBOL, GAP -> run.word().equals(wanted.word());
        };
    }

    private static String phrase(List<String> characters) {
        if (characters.size() == 1) {
            return quoted(characters.getFirst());
        }
        var pairs = new ArrayList<String>();
        for (int i = 0; i + 1 < characters.size(); i++) {
            pairs.add(quoted(characters.get(i) + characters.get(i + 1)));
        }
        return String.join(" <-> ", pairs);
    }

    private static List<Run> runs(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        var runs = new ArrayList<Run>();
        int place = 1;
        var before = Kind.GAP;
        for (int point : folded.codePoints().toArray()) {
            place++;
            var kind = kind(point, before);
            if (place > PLACE_MAX) {
                break;
            }
            if (kind != Kind.GAP) {
                if (kind != before || kind == Kind.SYMBOL) {
                    runs.add(new Run(kind, place, new ArrayList<>()));
                }
                runs.getLast().characters().add(Character.toString(point));
            }
            before = kind;
        }
        return runs;
    }

    private static Kind kind(int point, Kind before) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                before == Kind.WORD || before == Kind.SPACELESS ? before : Kind.GAP;
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL, Character.SURROGATE ->
                Character.isEmoji(point) ? Kind.SYMBOL : Kind.GAP;
            default -> Character.isLetterOrDigit(point) ? script(point) : Kind.GAP;
        };
    }

    private static Kind script(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> Kind.SPACELESS;
            // The mark of a long vowel belongs to both Japanese scripts.
            case COMMON -> point == 'ー' ? Kind.SPACELESS : Kind.WORD;
            default -> Kind.WORD;
        };
    }

    private static void append(StringBuilder vector, String lexeme, int place) {
        vector.append(vector.isEmpty() ? "" : " ")
                .append(quoted(lexeme))
                .append(':')
                .append(place);
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
