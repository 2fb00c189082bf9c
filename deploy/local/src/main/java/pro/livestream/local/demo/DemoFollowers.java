package pro.livestream.local.demo;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What is there before a stream: people who follow the broadcaster, and an announced evening every week. */
final class DemoFollowers {
    private static final LocalTime EVENING = LocalTime.of(20, 0);

    private DemoFollowers() {}

    /** Whoever follows already is refused, which is fine. */
    static void follow(Actor broadcaster, List<Actor> followers) {
        followers.forEach(
                follower -> follower.api().post("/api/follows", Map.of("following_id", broadcaster.userId())));
    }

    static void announceAnEvening(Actor broadcaster) {
        var known = broadcaster.api().get("/api/schedules?user_id=" + broadcaster.userId());
        if (!known.body().path("items").isEmpty()) {
            return;
        }
        var zone = ZoneId.systemDefault();
        var start = ZonedDateTime.now(zone).plusDays(1).with(EVENING).truncatedTo(ChronoUnit.MINUTES);
        broadcaster
                .api()
                .post(
                        "/api/schedules",
                        Map.of(
                                "title",
                                "Test picture evening",
                                "starts_at",
                                start.toInstant().toString(),
                                "duration_min",
                                60,
                                "recurrence",
                                "FREQ=WEEKLY",
                                "time_zone",
                                zone.getId()));
    }
}
