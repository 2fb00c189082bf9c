package pro.livestream.stream.activity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What happened on a stream, in all and over time. */
@ApplicationScoped
public class Activity {

    /** Tips of one currency in its minor unit: what was paid, and what of all tips was given back meanwhile. */
    public record Money(String currency, long count, long amount, long refunded) {}

    /**
     * Numbers of a whole stream.
     *
     * @param rebufferRatio time that pictures stood still, of the time played; null where no player told
     */
    public record Totals(
            long watchTimeS,
            long messages,
            long reactions,
            List<Money> tips,
            @Nullable Double rebufferRatio) {

        public Totals {
            tips = List.copyOf(tips);
        }
    }

    /**
     * The same of one step.
     *
     * @param viewers most at once
     * @param ingestKbps what arrived from the encoder, on average; null where nothing was measured
     * @param droppedFrames pictures that the transcoder left out
     */
    public record Item(
            Instant at,
            int viewers,
            long watchTimeS,
            long messages,
            long reactions,
            List<Money> tips,
            @Nullable Integer ingestKbps,
            long droppedFrames,
            @Nullable Double rebufferRatio) {

        public Item {
            tips = List.copyOf(tips);
        }
    }

    /** A stream cut into steps of that many seconds, without holes. */
    public record Timeline(UUID streamId, long stepS, List<Item> items) {

        public Timeline {
            items = List.copyOf(items);
        }
    }

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2999-01-01T00:00:00Z");
    private static final long ALL_S = LAST.getEpochSecond();
    private static final int MILLIS = 1_000;

    private final TenantDatabase database;
    private final MinuteStore store;

    Activity(TenantDatabase database, MinuteStore store) {
        this.database = database;
        this.store = store;
    }

    public Uni<Totals> totals(Tenant tenant, UUID streamId) {
        return database.inTransaction(
                tenant,
                tx -> store.sums(tx, streamId, FIRST, LAST, ALL_S)
                        .chain(sums -> store.tips(tx, streamId, FIRST, LAST, ALL_S)
                                .map(tips -> sums.isEmpty()
                                        ? new Totals(0, 0, 0, money(tips), null)
                                        : totals(sums.getFirst(), tips))));
    }

    private static Totals totals(MinuteStore.Sums sums, List<MinuteStore.Tips> tips) {
        return new Totals(
                sums.watchedMs() / MILLIS, sums.messages(), sums.reactions(), money(tips), rebufferRatio(sums));
    }

    /** From the start of a stream to its end, or now; refuses a step that is malformed or too short. */
    public Uni<Timeline> timeline(Tenant tenant, UUID streamId, Instant from, Instant until, @Nullable Long stepS) {
        var steps = TimelineSteps.of(from, until, stepS);
        return database.inTransaction(
                tenant,
                tx -> store.sums(tx, streamId, steps.first(), until, steps.stepS())
                        .chain(sums -> store.tips(tx, streamId, steps.first(), until, steps.stepS())
                                .map(tips -> new Timeline(streamId, steps.stepS(), items(steps, sums, tips)))));
    }

    private static List<Item> items(TimelineSteps steps, List<MinuteStore.Sums> sums, List<MinuteStore.Tips> tips) {
        var sumsAt = sums.stream().collect(Collectors.toMap(MinuteStore.Sums::from, Function.identity()));
        Map<Instant, List<MinuteStore.Tips>> tipsAt =
                tips.stream().collect(Collectors.groupingBy(MinuteStore.Tips::from));
        return steps.starts().stream()
                .map(at -> item(at, sumsAt.get(at), money(tipsAt.getOrDefault(at, List.of()))))
                .toList();
    }

    private static Item item(Instant at, MinuteStore.@Nullable Sums sums, List<Money> tips) {
        return sums == null
                ? new Item(at, 0, 0, 0, 0, tips, null, 0, null)
                : new Item(
                        at,
                        sums.viewersMax(),
                        sums.watchedMs() / MILLIS,
                        sums.messages(),
                        sums.reactions(),
                        tips,
                        sums.ingestKbps(),
                        sums.droppedFrames(),
                        rebufferRatio(sums));
    }

    private static List<Money> money(List<MinuteStore.Tips> tips) {
        return tips.stream()
                .map(one -> new Money(one.currency(), one.count(), one.amount(), one.refunded()))
                .toList();
    }

    private static @Nullable Double rebufferRatio(MinuteStore.Sums sums) {
        return sums.playedMs() == 0 ? null : Math.min(1, (double) sums.rebufferMs() / sums.playedMs());
    }
}
