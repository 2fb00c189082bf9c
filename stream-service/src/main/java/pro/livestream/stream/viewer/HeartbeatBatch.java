package pro.livestream.stream.viewer;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.tenant.Tenant;

/** Gathers the heartbeats of a moment: one step in Redis for all of a stream, however many players there are. */
@ApplicationScoped
class HeartbeatBatch {

    private static final long MOMENT_MILLIS = 20;
    private static final int WAITING_MAX = 50_000;
    private static final String SOURCE = "http";

    private record Key(Tenant tenant, UUID streamId) {}

    private static final class Gathered {
        private final Set<String> viewers = new LinkedHashSet<>();
        private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
        private final QoeSum qoe = new QoeSum();
    }

    private final Vertx vertx;
    private final ViewerSets sets;
    private final QoeSums sums;
    private Map<Key, Gathered> gathered = new HashMap<>();
    private int waiting;
    private boolean due;

    HeartbeatBatch(Vertx vertx, ViewerSets sets, QoeSums sums) {
        this.vertx = vertx;
        this.sets = sets;
        this.sums = sums;
    }

    /** Done when it is counted; fails with what Redis fails with. */
    Uni<Void> add(Tenant tenant, UUID streamId, String viewer, @Nullable PlaybackReport report) {
        return Uni.createFrom().emitter(emitter -> {
            boolean first;
            synchronized (this) {
                if (waiting >= WAITING_MAX) {
                    emitter.fail(Refusal.unavailable("Too many viewers report at once; try again soon")
                            .refused());
                    return;
                }
                var stream = gathered.computeIfAbsent(new Key(tenant, streamId), key -> new Gathered());
                stream.viewers.add(viewer);
                stream.waiting.add(emitter);
                if (report != null) {
                    stream.qoe.add(report);
                }
                waiting++;
                first = !due;
                due = true;
            }
            if (first) {
                vertx.setTimer(MOMENT_MILLIS, id -> send());
            }
        });
    }

    private void send() {
        Map<Key, Gathered> batch;
        synchronized (this) {
            batch = gathered;
            gathered = new HashMap<>();
            waiting = 0;
            due = false;
        }
        batch.forEach((key, stream) -> sets.touch(key.tenant(), key.streamId(), SOURCE, stream.viewers, List.of())
                .call(() -> sums.add(key.tenant(), key.streamId(), stream.qoe))
                .subscribe()
                .with(
                        done -> stream.waiting.forEach(emitter -> emitter.complete(null)),
                        failure -> stream.waiting.forEach(emitter -> emitter.fail(failure))));
    }
}
