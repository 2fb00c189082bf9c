package pro.livestream.chat.rule;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A text as rules see it. {@code plain} is NFKC without case, width and invisible characters; {@code folded} also has look-alikes
 * of Latin letters as those letters and no combining accents.
 */
public record FoldedText(String plain, String folded) {

    private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();
    private static final int CACHED = 0x20000;
    private static final AtomicReferenceArray<@Nullable String> LOOKS = new AtomicReferenceArray<>(CACHED);

    public static FoldedText of(String text) {
        var plain = isPlain(text) ? text : CASEFOLD.normalize(text);
        return new FoldedText(plain, lettersForDigits(withoutLookalikes(plain)));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one >= 0x80 || (one >= 'A' && one <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static String withoutLookalikes(String plain) {
        StringBuilder changed = null;
        for (int i = 0; i < plain.length(); ) {
            int point = plain.codePointAt(i);
            int width = Character.charCount(point);
            if (point >= 0x80) {
                if (changed == null) {
                    changed = new StringBuilder(plain.length()).append(plain, 0, i);
                }
                changed.append(look(point));
            } else if (changed != null) {
                changed.append((char) point);
            }
            i += width;
        }
        return changed == null ? plain : changed.toString();
    }

    private static String look(int point) {
        if (point >= CACHED) {
            return compute(point);
        }
        var known = LOOKS.get(point);
        if (known == null) {
            known = compute(point);
            LOOKS.set(point, known);
        }
        return known;
    }

    private static String compute(int point) {
        var own = Character.toString(point);
        if (isAccent(point)) {
            return "";
        }
        var skeleton = new StringBuilder();
        SPOOF.getSkeleton(own).codePoints().filter(one -> !isAccent(one)).forEach(skeleton::appendCodePoint);
        var look = CASEFOLD.normalize(skeleton);
        if (look.equals("rn")) {
            return "m";
        }
        return !look.isEmpty() && look.chars().allMatch(FoldedText::isAlphanumeric) ? look : own;
    }

    /** Marks that decorate letters of any script; those that make another letter of a kana are none of them. */
    private static boolean isAccent(int point) {
        return (point >= 0x300 && point <= 0x36F)
                || (point >= 0x1AB0 && point <= 0x1AFF)
                || (point >= 0x1DC0 && point <= 0x1DFF)
                || (point >= 0x20D0 && point <= 0x20FF);
    }

    private static boolean isAlphanumeric(int one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    }

    /** A 0 or 1 beside letters stands for o or l; a number stays one. */
    private static String lettersForDigits(String text) {
        if (text.indexOf('0') < 0 && text.indexOf('1') < 0) {
            return text;
        }
        var changed = new StringBuilder(text);
        int start = 0;
        while (start < text.length()) {
            int end = start;
            boolean letters = false;
            while (end < text.length() && isAlphanumeric(text.charAt(end))) {
                letters |= text.charAt(end) >= 'a';
                end++;
            }
            for (int i = start; letters && i < end; i++) {
                if (text.charAt(i) == '0') {
                    changed.setCharAt(i, 'o');
                } else if (text.charAt(i) == '1') {
                    changed.setCharAt(i, 'l');
                }
            }
            start = end + 1;
        }
        return changed.toString();
    }

    /** Whether a word may go on from one of these to the other; scripts without spaces have no such borders. */
    static boolean isInsideWord(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return false;
        }
        int before = text.codePointBefore(at);
        int after = text.codePointAt(at);
        return UCharacter.isLetterOrDigit(before)
                && UCharacter.isLetterOrDigit(after)
                && !UCharacter.hasBinaryProperty(before, com.ibm.icu.lang.UProperty.IDEOGRAPHIC)
                && !UCharacter.hasBinaryProperty(after, com.ibm.icu.lang.UProperty.IDEOGRAPHIC);
    }
}
