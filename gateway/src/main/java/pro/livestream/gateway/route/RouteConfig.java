package pro.livestream.gateway.route;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the services are and how much of the gateway each request may take. */
@ConfigMapping(prefix = "gateway.route")
interface RouteConfig {

    /** Base addresses of each service's replicas, for example {@code http://127.0.0.1:8081,http://127.0.0.1:18081}. */
    @ConfigDocMapKey("service")
    Map<String, List<String>> services();

    /** Base addresses of the replicas of stream-service that take signals in, where not all do. */
    @WithDefault("${STREAM_MEDIA_URL:}")
    Optional<List<String>> mediaNodes();

    /** How long a connection to a replica may take before the next one is tried. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** How long a service may stay silent while it answers. */
    @WithDefault("30s")
    Duration responseTimeout();

    /** How long an attachment or media answer may stay silent. */
    @WithDefault("120s")
    Duration transferTimeout();

    /** How long an event stream may stay silent; services send a comment now and then. */
    @WithDefault("120s")
    Duration eventStreamTimeout();

    /** Largest JSON body in bytes. */
    @WithDefault("1048576")
    long bodyBytesMax();

    /** Largest attachment body in bytes. */
    @WithDefault("12582912")
    long attachmentBytesMax();

    /** Largest webhook body in bytes. */
    @WithDefault("1048576")
    long webhookBytesMax();

    /** Open tunnels (WebSockets and event streams) at once; each takes two descriptors. */
    @WithDefault("8000")
    int tunnelsMax();

    /** The longest delay after which the clients of a gateway that leaves come back; few come back sooner. */
    @WithDefault("5s")
    Duration reconnectDelayMax();

    /** Connections to one replica for ordinary requests. */
    @WithDefault("256")
    int connectionsMax();

    /** How long a replica that refused a connection is left alone. */
    @WithDefault("1s")
    Duration breakerPause();

    /** Answers in a row that may time out before a replica is left alone. */
    @WithDefault("5")
    int breakerTimeoutsMax();
}
