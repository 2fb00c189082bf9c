package pro.livestream.stream.schedule;

import java.util.Locale;

/** Whether anything of a plan is still to come. */
enum ScheduleStatus {
    SCHEDULED,
    ENDED,
    CANCELLED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ScheduleStatus named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
