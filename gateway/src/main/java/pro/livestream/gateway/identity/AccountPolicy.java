package pro.livestream.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.gateway.error.GatewayError;

/** What the fields of an account may hold; collects every fault before it refuses. */
final class AccountPolicy {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_-]{3,50}");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,188}[A-Za-z0-9])?");
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern AVATAR_URL = Pattern.compile("(?:https?://[^\\s/]+|/(?!/))\\S*");
    private static final int PASSWORD_BYTES_MIN = 8;
    private static final int PASSWORD_BYTES_MAX = 72;
    private static final int DISPLAY_NAME_LENGTH_MAX = 100;
    private static final int BIO_LENGTH_MAX = 1000;
    private static final int AVATAR_URL_LENGTH_MAX = 2000;
    private static final int EMAIL_LENGTH_MAX = 255;

    private final List<FieldError> faults = new ArrayList<>();

    AccountPolicy username(@Nullable String username) {
        return check(
                "username",
                username != null && USERNAME.matcher(username).matches(),
                "must be 3 to 50 letters, digits, '_' or '-'");
    }

    AccountPolicy email(@Nullable String email) {
        return check(
                "email",
                email != null
                        && email.length() <= EMAIL_LENGTH_MAX
                        && EMAIL.matcher(email).matches(),
                "must be an e-mail address");
    }

    AccountPolicy password(@Nullable String password) {
        var bytes = password == null ? 0 : password.getBytes(StandardCharsets.UTF_8).length;
        return check("password", bytes >= PASSWORD_BYTES_MIN && bytes <= PASSWORD_BYTES_MAX, "must be 8 to 72 bytes");
    }

    AccountPolicy displayName(@Nullable String displayName) {
        return atMost("display_name", displayName, DISPLAY_NAME_LENGTH_MAX);
    }

    AccountPolicy bio(@Nullable String bio) {
        return atMost("bio", bio, BIO_LENGTH_MAX);
    }

    AccountPolicy avatarUrl(@Nullable String avatarUrl) {
        return atMost("avatar_url", avatarUrl, AVATAR_URL_LENGTH_MAX)
                .check(
                        "avatar_url",
                        avatarUrl == null || AVATAR_URL.matcher(avatarUrl).matches(),
                        "must be an http address or a path");
    }

    AccountPolicy locale(@Nullable String locale) {
        return check(
                "locale",
                locale == null || LOCALE.matcher(locale).matches(),
                "must be a language tag like ja or zh-TW");
    }

    AccountPolicy required(String field, @Nullable String value) {
        return check(field, value != null && !value.isBlank(), "is required");
    }

    AccountPolicy check(String field, boolean good, String otherwise) {
        if (!good) {
            faults.add(new FieldError(field, otherwise));
        }
        return this;
    }

    void refuse() {
        if (!faults.isEmpty()) {
            throw new GatewayError.InvalidFields(faults).failure();
        }
    }

    private AccountPolicy atMost(String field, @Nullable String value, int lengthMax) {
        return check(
                field,
                value == null || value.codePointCount(0, value.length()) <= lengthMax,
                "must be at most " + lengthMax + " characters");
    }
}
