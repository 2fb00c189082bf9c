package pro.livestream.chat.profile;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import pro.livestream.contracts.Topic;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.kafka.TopicReplays;

/** Everybody's current username: the compacted topic {@code users.profile}, read whole by every node. */
@Singleton
public class Usernames {

    private static final Logger LOG = Logger.getLogger(Usernames.class);

    private final TopicReplays replays;
    private final Map<UUID, Named> names = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Named(String username, long version) {}

    /** Told of a new name, on Kafka's polling thread. */
    public interface Listener {
        void renamed(String tenant, UUID userId, String username);
    }

    Usernames(TopicReplays replays) {
        this.replays = replays;
    }

    void start(@Observes @Priority(20) StartupEvent event) {
        replays.start(Topic.USERS_PROFILE, this::accept)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(250), Duration.ofSeconds(5))
                .indefinitely()
                .subscribe()
                .with(
                        done -> LOG.infof("%d usernames known", names.size()),
                        failure -> LOG.error("Usernames can't be followed", failure));
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The name as the user's profile has it now, or the one that the token brought. */
    public String current(UUID userId, String fromToken) {
        var known = names.get(userId);
        return known == null ? fromToken : known.username();
    }

    private void accept(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            forget(entry.key());
            return;
        }
        try {
            var profile = EventSerde.read(entry.value(), UserProfileChanged.class);
            var told = new Named(profile.username(), profile.version());
            var newest = names.merge(profile.userId(), told, (a, b) -> a.version() > b.version() ? a : b);
            if (newest.equals(told)) {
                listeners.forEach(listener -> listener.renamed(profile.tenant(), profile.userId(), profile.username()));
            }
        } catch (EventRejectedException malformed) {
            LOG.warnf("A profile at offset %d can't be read: %s", entry.offset(), malformed.getMessage());
        }
    }

    private void forget(String userId) {
        try {
            names.remove(UUID.fromString(userId));
        } catch (IllegalArgumentException e) {
            LOG.warn("A tombstone without a user");
        }
    }
}
