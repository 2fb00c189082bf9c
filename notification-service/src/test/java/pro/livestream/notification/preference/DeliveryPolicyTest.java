package pro.livestream.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.notification.inbox.Kind;

class DeliveryPolicyTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final UUID BROADCASTER = new UUID(1, 2);

    @Test
    void takesEveryWayAtOnceByDefaultButMailsNoNewFollowers() {
        var live = DeliveryPolicy.decide(Preferences.DEFAULT, Kind.STREAM_STARTED, BROADCASTER, NOON);
        var follower = DeliveryPolicy.decide(Preferences.DEFAULT, Kind.NEW_FOLLOWER, null, NOON);

        assertThat(live).isEqualTo(new DeliveryPolicy.Decision(true, NOON, NOON));
        assertThat(follower).isEqualTo(new DeliveryPolicy.Decision(true, null, NOON));
    }

    @Test
    void leavesOutWhateverAnySettingTurnsOff() {
        var off = new Switches(null, false, null);

        assertThat(decide(new Preferences(off, null, null, null, null, null)).emailAt())
                .isNull();
        assertThat(decide(new Preferences(null, Map.of("stream_started", off), null, null, null, null))
                        .emailAt())
                .isNull();
        assertThat(decide(new Preferences(null, null, Map.of(BROADCASTER, off), null, null, null))
                        .emailAt())
                .isNull();
        assertThat(decide(new Preferences(null, null, Map.of(new UUID(3, 4), off), null, null, null))
                        .emailAt())
                .isEqualTo(NOON);
        assertThat(decide(new Preferences(Switches.all(false), null, null, null, null, null))
                        .isNothing())
                .isTrue();
    }

    @Test
    void putsOffInQuietHoursWhatKeepsAndDropsWhatPasses() {
        // 12:00 UTC is 21:00 in Tokyo
        var quiet = new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0), ZoneId.of("Asia/Tokyo"));
        var wanted = new Preferences(null, null, null, quiet, null, null);

        var live = decide(wanted);
        var tip = DeliveryPolicy.decide(wanted, Kind.TIP_RECEIVED, null, NOON);

        assertThat(live).isEqualTo(new DeliveryPolicy.Decision(true, null, null));
        assertThat(tip.emailAt()).isEqualTo(Instant.parse("2026-06-01T22:00:00Z"));
    }

    @Test
    void knowsQuietHoursOverNightAndWithinADay() {
        var night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), null);
        var siesta = new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0), null);

        assertThat(night.endOfQuiet(Instant.parse("2026-06-01T22:00:00Z")))
                .contains(Instant.parse("2026-06-02T07:00:00Z"));
        assertThat(night.endOfQuiet(Instant.parse("2026-06-02T06:59:00Z")))
                .contains(Instant.parse("2026-06-02T07:00:00Z"));
        assertThat(night.endOfQuiet(Instant.parse("2026-06-02T07:00:00Z"))).isEmpty();
        assertThat(night.endOfQuiet(NOON)).isEmpty();
        assertThat(siesta.endOfQuiet(NOON)).contains(Instant.parse("2026-06-01T13:00:00Z"));
        assertThat(siesta.endOfQuiet(Instant.parse("2026-06-01T13:00:00Z"))).isEmpty();
    }

    private static DeliveryPolicy.Decision decide(Preferences wanted) {
        return DeliveryPolicy.decide(wanted, Kind.STREAM_STARTED, BROADCASTER, NOON);
    }
}
