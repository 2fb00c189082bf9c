package pro.livestream.stream.media.mediamtx;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import pro.livestream.stream.media.outside.OutsideParty;

/** The paths of MediaMTX's control API, version 3. */
final class MediaMtx extends OutsideParty {

    private final Set<String> configured = ConcurrentHashMap.newKeySet();
    private final Map<String, String> publishing = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private static JsonObject error(String text) {
        return new JsonObject().put("status", "error").put("error", text);
    }

    @Override
    protected void answer(HttpServerRequest request, Call call) {
        String path = call.path();
        if (path.startsWith("/v3/config/paths/add/")) {
            boolean added = configured.add(path.substring(21));
            json(
                    request,
                    added ? 200 : 400,
                    added ? new JsonObject().put("status", "ok") : error("path already exists"));
        } else if (path.startsWith("/v3/config/paths/get/")) {
            boolean there = configured.contains(path.substring(21));
            json(request, there ? 200 : 404, there ? new JsonObject() : error("path configuration not found"));
        } else if (path.startsWith("/v3/config/paths/delete/")) {
            boolean there = configured.remove(path.substring(24));
            json(request, there ? 200 : 404, there ? new JsonObject() : error("path configuration not found"));
        } else if (path.startsWith("/v3/paths/get/")) {
            get(request, path.substring(14));
        } else if (path.startsWith("/v3/rtmpconns/kick/")) {
            boolean kicked = publishing.values().remove(path.substring(19));
            json(request, kicked ? 200 : 404, kicked ? new JsonObject() : error("connection not found"));
        } else {
            json(request, 404, error("not found"));
        }
    }

    private void get(HttpServerRequest request, String name) {
        if (!configured.contains(name) && !publishing.containsKey(name)) {
            json(request, 404, error("path not found"));
            return;
        }
        boolean there = publishing.containsKey(name);
        json(
                request,
                200,
                new JsonObject()
                        .put("name", name)
                        .put("available", there)
                        .put("inboundBytes", bytes.addAndGet(100_000))
                        .put(
                                "source",
                                there
                                        ? new JsonObject()
                                                .put("type", "rtmpConn")
                                                .put("id", publishing.get(name))
                                        : null));
    }

    @Override
    public void publishes(String streamId, boolean there) {
        if (there) {
            publishing.put("acme/" + streamId, "connection-1");
        } else {
            publishing.clear();
        }
    }

    @Override
    public int things() {
        return configured.size() + publishing.size();
    }
}
