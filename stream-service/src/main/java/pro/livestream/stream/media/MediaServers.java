package pro.livestream.stream.media;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The media servers that are set up, and which of them a tenant's new streams go to. */
@ApplicationScoped
public class MediaServers {

    private static final String EMBEDDED = "embedded";

    private final Map<String, MediaServer> byName = new HashMap<>();
    private final MediaConfig config;

    MediaServers(Instance<MediaServer> servers, MediaConfig config) {
        servers.forEach(server -> byName.put(server.provider(), server));
        this.config = config;
        named(config.provider());
        config.tenantProvider().values().forEach(this::named);
    }

    /** A name that there is not ends the start, rather than the first stream. */
    void check(@Observes StartupEvent event) {
        named(config.provider());
    }

    public MediaServer ofNewStreams(String tenant) {
        return named(config.tenantProvider().getOrDefault(tenant, config.provider()));
    }

    /** True where no stream is anywhere else, so that nobody outside need be asked. */
    public boolean onlyEmbedded() {
        return EMBEDDED.equals(config.provider())
                && config.tenantProvider().values().stream().allMatch(EMBEDDED::equals);
    }

    /** The one that a stream was begun with. */
    public final MediaServer named(String provider) {
        var server = byName.get(provider);
        if (server == null) {
            throw new IllegalStateException(
                    "there is no media server \"" + provider + "\"; there are " + new TreeSet<>(byName.keySet()));
        }
        return server;
    }
}
