package pro.livestream.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pro.livestream.local.process.StartFailure;

/** A stream of an actor, and how FFmpeg pushes a test picture into it. */
final class DemoBroadcast {
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    private final Api api;
    private final String streamId;
    private final String pushUrl;

    private DemoBroadcast(Api api, String streamId, String pushUrl) {
        this.api = api;
        this.streamId = streamId;
        this.pushUrl = pushUrl;
    }

    static DemoBroadcast start(Actor broadcaster, String title) {
        var stream = open(broadcaster.api(), title);
        if (stream.status() == CONFLICT) {
            endWhatIsLive(broadcaster);
            stream = open(broadcaster.api(), title);
        }
        if (stream.status() != CREATED) {
            throw new StartFailure("No stream can be started: " + stream.body());
        }
        // a static FFmpeg dies when it has to look a name up
        var ingest = stream.body().path("ingest");
        return new DemoBroadcast(
                broadcaster.api(),
                stream.body().path("stream_id").asText(),
                ingest.path("rtmp_url").asText().replace("//localhost", "//127.0.0.1") + "/"
                        + ingest.path("stream_key").asText());
    }

    String streamId() {
        return streamId;
    }

    /** The command that pushes until it is ended. */
    List<String> pushing(String ffmpeg, String picture, int toneHz) {
        return pushing(ffmpeg, picture, toneHz, List.of());
    }

    /** The command that pushes for so long. */
    List<String> pushing(String ffmpeg, String picture, int toneHz, int seconds) {
        return pushing(ffmpeg, picture, toneHz, List.of("-t", Integer.toString(seconds)));
    }

    private List<String> pushing(String ffmpeg, String picture, int toneHz, List<String> length) {
        var command = new ArrayList<>(List.of(ffmpeg, "-hide_banner", "-loglevel", "warning", "-nostdin"));
        command.addAll(List.of("-re", "-f", "lavfi", "-i", picture + "=size=1280x720:rate=30"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=" + toneHz + ":beep_factor=4"));
        command.addAll(length);
        command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-g", "60"));
        command.addAll(List.of("-b:v", "2000k", "-maxrate", "2000k", "-bufsize", "4000k"));
        command.addAll(List.of("-c:a", "aac", "-b:a", "96k", "-ar", "44100", "-f", "flv", pushUrl));
        return List.copyOf(command);
    }

    void end() {
        api.put("/api/streams/" + streamId + "/end", Map.of());
    }

    private static Api.Answer open(Api api, String title) {
        return api.post("/api/streams", Map.of("title", title, "description", "Made by ./livestream demo"));
    }

    private static void endWhatIsLive(Actor broadcaster) {
        broadcaster
                .api()
                .get("/api/streams?status=live&user_id=" + broadcaster.userId())
                .body()
                .path("items")
                .forEach(live -> broadcaster
                        .api()
                        .put("/api/streams/" + live.path("stream_id").asText() + "/end", Map.of()));
    }
}
