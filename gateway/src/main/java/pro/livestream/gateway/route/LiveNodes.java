package pro.livestream.gateway.route;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which media node played a stream last; a wrong memory costs one request. */
@ApplicationScoped
class LiveNodes {
    private static final int REMEMBERED_MAX = 10_000;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Replica> nodes = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Replica> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    synchronized Optional<Replica> of(String path) {
        return Optional.ofNullable(nodes.get(stream(path)));
    }

    synchronized void learn(String path, Replica replica, boolean plays) {
        if (plays) {
            nodes.put(stream(path), replica);
        } else {
            nodes.remove(stream(path));
        }
    }

    /** The folder below /hls/. */
    private static String stream(String path) {
        var parts = path.split("/", 4);
        return parts.length > 2 ? parts[2] : path;
    }
}
