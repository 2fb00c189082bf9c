package pro.livestream.stream.stage;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** A stage's address: {@code arn:aws:ivs:<region>:<account>:stage/<12 characters>}, the form that AWS IVS has. */
final class StageArn {

    private static final Pattern FORM = Pattern.compile("arn:aws:ivs:[a-z0-9-]{1,32}:[0-9]{12}:stage/[A-Za-z0-9]{12}");
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private StageArn() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static String fresh(String region, String account) {
        var id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return "arn:aws:ivs:" + region + ":" + account + ":stage/" + id;
    }
}
