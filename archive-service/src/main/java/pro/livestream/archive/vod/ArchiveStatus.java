package pro.livestream.archive.vod;

import java.util.Locale;

/** The life of an archive. */
public enum ArchiveStatus {
    PENDING,
    PROCESSING,
    READY,
    FAILED,
    ARCHIVED,
    RESTORING,
    DELETED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ArchiveStatus named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Whether its files are there. */
    public boolean playable() {
        return this == READY;
    }

    /** Whether a recording may still become it. */
    public boolean unfinished() {
        return this == PENDING || this == PROCESSING;
    }
}
