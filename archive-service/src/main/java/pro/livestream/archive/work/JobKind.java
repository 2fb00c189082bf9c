package pro.livestream.archive.work;

import java.util.Locale;

/** What can be done to an archive in the background. */
public enum JobKind {
    ASSEMBLE,
    REMOVE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobKind named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
