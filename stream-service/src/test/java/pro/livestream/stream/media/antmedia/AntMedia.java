package pro.livestream.stream.media.antmedia;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import pro.livestream.stream.media.outside.OutsideParty;

/** Broadcasts of Ant Media's REST API, version 2: refusals are 200 with {@code success: false}. */
final class AntMedia extends OutsideParty {

    private static final String BROADCASTS = "/LiveApp/rest/v2/broadcasts/";

    private final Map<String, JsonObject> broadcasts = new ConcurrentHashMap<>();
    private final List<JsonObject> vods = new CopyOnWriteArrayList<>();

    private static JsonObject result(boolean success, String message) {
        return new JsonObject()
                .put("success", success)
                .put("message", message)
                .put("dataId", "")
                .put("errorId", 0);
    }

    /** A file of a broadcast, as one comes after its end. */
    void vod(String streamId, String name, Instant startedAt, Duration length) {
        vods.add(new JsonObject()
                .put("streamName", "Lesson 1")
                .put("vodName", name)
                .put("streamId", streamId)
                .put("creationDate", startedAt.plus(length).toEpochMilli())
                .put("startTime", startedAt.toEpochMilli())
                .put("duration", length.toMillis())
                .put("fileSize", 5)
                .put("filePath", "streams/" + name)
                .put("vodId", "v" + vods.size())
                .put("type", "streamVod"));
    }

    @Override
    protected void answer(HttpServerRequest request, Call call) {
        if (call.path().startsWith("/LiveApp/rest/v2/vods/list/0/")) {
            var found = new JsonArray();
            vods.stream()
                    .filter(vod -> vod.getString("streamId").equals(request.getParam("streamId")))
                    .forEach(found::add);
            json(request, 200, found);
            return;
        }
        if (call.path().startsWith("/LiveApp/streams/")) {
            file(request, call.path().substring("/LiveApp/streams/".length()));
            return;
        }
        String rest = call.path().startsWith(BROADCASTS) ? call.path().substring(BROADCASTS.length()) : "?";
        switch (call.method() + " " + (rest.equals("create") ? rest : "{id}")) {
            case "POST create" -> create(request, call.body());
            case "GET {id}" -> {
                if (broadcasts.containsKey(rest)) {
                    json(request, 200, broadcasts.get(rest));
                } else {
                    request.response().setStatusCode(404).end();
                }
            }
            case "DELETE {id}" -> {
                boolean there = broadcasts.remove(rest) != null;
                json(request, 200, result(there, there ? "broadcast is deleted and stopped successfully" : ""));
            }
            default -> request.response().setStatusCode(405).end();
        }
    }

    /** Given to who has a token for playback. */
    private void file(HttpServerRequest request, String name) {
        String token = String.valueOf(request.getParam("token"));
        boolean known = vods.stream().anyMatch(vod -> name.equals(vod.getString("vodName")));
        if (!known || token.split("\\.", -1).length != 3) {
            request.response().setStatusCode(known ? 403 : 404).end();
        } else {
            request.response().end("movie");
        }
    }

    private void create(HttpServerRequest request, JsonObject body) {
        String id = body.getString("streamId");
        if (!id.matches("[A-Za-z0-9_-]+")) {
            json(request, 400, result(false, "Stream id is not valid."));
        } else if (broadcasts.containsKey(id)) {
            json(
                    request,
                    400,
                    result(false, "Stream id is already being used. Please change stream id or keep it empty"));
        } else {
            var made = body.copy()
                    .put("status", "created")
                    .put("speed", 0.0)
                    .put("bitrate", 0)
                    .put("rtmpURL", "rtmp://10.0.0.5/LiveApp/" + id);
            broadcasts.put(id, made);
            json(request, 200, made);
        }
    }

    @Override
    public void publishes(String streamId, boolean there) {
        broadcasts.computeIfPresent(
                streamId,
                (id, broadcast) -> broadcast
                        .copy()
                        .put("status", there ? "broadcasting" : "finished")
                        .put("speed", 1.02)
                        .put("bitrate", 2_500_000)
                        .put("width", 1280)
                        .put("height", 720));
    }

    @Override
    public int things() {
        return broadcasts.size();
    }
}
