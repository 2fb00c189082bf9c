package pro.livestream.notification.preference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.notification.inbox.Kind;

/** What a user set: per channel, per kind, per broadcaster; whatever any of them turns off is off. */
public record Preferences(
        @Nullable Switches channels,
        @Nullable Map<String, Switches> kinds,
        @Nullable Map<UUID, Switches> broadcasters,
        @Nullable QuietHours quietHours,
        @Nullable String locale,
        @Nullable List<Integer> remindBeforeMin) {
    private static final int BROADCASTERS_MAX = 1_000;

    /** How many minutes before a planned stream a reminder may come: a day, an hour, five minutes. */
    public static final List<Integer> REMINDERS_MIN = List.of(1_440, 60, 5);

    /** Of users who never set anything. */
    public static final Preferences DEFAULT = new Preferences(null, null, null, null, null, null);

    /** Whether a reminder so long before is wanted; all are, of users who did not choose. */
    public boolean wantsReminder(int minutesBefore) {
        return remindBeforeMin == null || remindBeforeMin.contains(minutesBefore);
    }

    boolean isOn(Channel channel, Kind kind, @Nullable UUID broadcaster) {
        return isOn(ofAll(), channel, true)
                && isOn(ofKind(kind), channel, isOnByDefault(channel, kind))
                && isOn(ofBroadcaster(broadcaster), channel, true);
    }

    private static boolean isOn(Switches said, Channel channel, boolean otherwise) {
        var value = said.of(channel);
        return value == null ? otherwise : value;
    }

    private static boolean isOnByDefault(Channel channel, Kind kind) {
        return channel != Channel.EMAIL || kind.isMailedByDefault();
    }

    private Switches ofAll() {
        return channels == null ? Switches.UNSAID : channels;
    }

    private Switches ofKind(Kind kind) {
        return kinds == null ? Switches.UNSAID : kinds.getOrDefault(kind.wireName(), Switches.UNSAID);
    }

    private Switches ofBroadcaster(@Nullable UUID broadcaster) {
        return broadcasters == null || broadcaster == null
                ? Switches.UNSAID
                : broadcasters.getOrDefault(broadcaster, Switches.UNSAID);
    }

    /** With every switch that the user did not set at its default. */
    Preferences resolved() {
        var allKinds = new LinkedHashMap<String, Switches>();
        for (var kind : Kind.values()) {
            allKinds.put(
                    kind.wireName(), ofKind(kind).or(new Switches(true, isOnByDefault(Channel.EMAIL, kind), true)));
        }
        var allBroadcasters = new LinkedHashMap<UUID, Switches>();
        if (broadcasters != null) {
            broadcasters.forEach((id, said) -> allBroadcasters.put(id, said.or(Switches.all(true))));
        }
        return new Preferences(
                ofAll().or(Switches.all(true)),
                allKinds,
                allBroadcasters,
                quietHours,
                locale,
                REMINDERS_MIN.stream().filter(this::wantsReminder).toList());
    }

    /** No mails of one kind any more; of no kind at all when it is null. */
    Preferences withoutMail(@Nullable Kind kind) {
        if (kind == null) {
            return new Preferences(
                    ofAll().without(Channel.EMAIL), kinds, broadcasters, quietHours, locale, remindBeforeMin);
        }
        var changed = new LinkedHashMap<String, Switches>(kinds == null ? Map.of() : kinds);
        changed.put(kind.wireName(), ofKind(kind).without(Channel.EMAIL));
        return new Preferences(channels, changed, broadcasters, quietHours, locale, remindBeforeMin);
    }

    void validate() {
        if (kinds != null) {
            kinds.forEach((kind, said) -> {
                if (Kind.named(kind).isEmpty()) {
                    throw new NotificationError.Invalid("kinds." + kind, "is no kind of notification").refused();
                }
                required("kinds." + kind, said);
            });
        }
        if (broadcasters != null) {
            if (broadcasters.size() > BROADCASTERS_MAX) {
                throw new NotificationError.Invalid("broadcasters", "can be " + BROADCASTERS_MAX + " at most")
                        .refused();
            }
            broadcasters.forEach((id, said) -> required("broadcasters." + id, said));
        }
        if (quietHours != null) {
            quietHours.validate();
        }
        if (remindBeforeMin != null && remindBeforeMin.stream().anyMatch(Preferences::isNoReminder)) {
            throw new NotificationError.Invalid("remind_before_min", "can hold " + REMINDERS_MIN).refused();
        }
        if (locale != null && !locale.matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")) {
            throw new NotificationError.Invalid("locale", "is not a language tag").refused();
        }
    }

    private static boolean isNoReminder(@Nullable Integer minutes) {
        return minutes == null || !REMINDERS_MIN.contains(minutes);
    }

    private static void required(String field, @Nullable Switches said) {
        if (said == null) {
            throw new NotificationError.Invalid(field, "must be an object").refused();
        }
    }
}
