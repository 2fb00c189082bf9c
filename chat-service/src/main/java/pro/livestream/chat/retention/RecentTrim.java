package pro.livestream.chat.retention;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.platform.tenant.Tenant;

/** Cuts rooms that keep only their newest messages back, soon after they have grown. On the core loop. */
@Singleton
public class RecentTrim {

    private static final Logger LOG = Logger.getLogger(RecentTrim.class);
    private static final long PAUSE_MS = 1000;

    private final RetentionStore store;
    private final CoreLoop loop;
    private final Set<RoomKey> due = new HashSet<>();

    RecentTrim(RetentionStore store, CoreLoop loop) {
        this.store = store;
        this.loop = loop;
    }

    /** A row was stored; what it pushes out is removed within a second, or else by the job. */
    public void grown(RoomKey room) {
        if (due.add(room)) {
            loop.after(PAUSE_MS, () -> {
                due.remove(room);
                store.trim(new Tenant(room.tenant()), room.streamId())
                        .subscribe()
                        .with(removed -> {}, failure -> LOG.debugf("A room is trimmed later: %s", failure));
            });
        }
    }
}
