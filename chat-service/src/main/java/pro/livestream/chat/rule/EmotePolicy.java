package pro.livestream.chat.rule;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.regex.Pattern;

/** Whether a text is made of nothing but emoji, {@code :shortcodes:} and spaces. */
final class EmotePolicy {

    private static final Pattern SHORTCODE = Pattern.compile(":[A-Za-z0-9_+-]{1,32}:");
    private static final Pattern KEYCAP = Pattern.compile("[0-9#*]\\x{FE0F}?\\x{20E3}");

    private EmotePolicy() {}

    static boolean isOnlyEmotes(String text) {
        var rest = KEYCAP.matcher(SHORTCODE.matcher(text).replaceAll("")).replaceAll("");
        return rest.codePoints().allMatch(EmotePolicy::isPartOfEmoji);
    }

    private static boolean isPartOfEmoji(int point) {
        return Character.isWhitespace(point)
                || point == 0x200D
                || point == 0xFE0F
                || (point >= 0xE0020 && point <= 0xE007F)
                || (point > 0x7F
                        && (UCharacter.hasBinaryProperty(point, UProperty.EXTENDED_PICTOGRAPHIC)
                                || UCharacter.hasBinaryProperty(point, UProperty.EMOJI_PRESENTATION)
                                || UCharacter.hasBinaryProperty(point, UProperty.EMOJI_MODIFIER)
                                || UCharacter.hasBinaryProperty(point, UProperty.REGIONAL_INDICATOR)));
    }
}
