package pro.livestream.local;

import java.util.List;
import java.util.Map;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.service.Credentials.Account;

/** A stream of the demo broadcaster, and how FFmpeg pushes a test picture into it. */
final class DemoBroadcast {
    private static final int OK = 200;
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

    static DemoBroadcast start(Api anonymous, Account broadcaster) {
        var login = anonymous.post(
                "/api/auth/login", Map.of("username", broadcaster.username(), "password", broadcaster.password()));
        if (login.status() != OK) {
            throw new StartFailure(broadcaster.username() + " can't log in: " + login.body());
        }
        var api = anonymous.as(login.body().path("access_token").asText());
        var stream = open(api);
        if (stream.status() == CONFLICT) {
            endWhatIsLive(api, login.body().path("user").path("user_id").asText());
            stream = open(api);
        }
        if (stream.status() != CREATED) {
            throw new StartFailure("No stream can be started: " + stream.body());
        }
        // a static FFmpeg dies when it has to look a name up
        var ingest = stream.body().path("ingest");
        return new DemoBroadcast(
                api,
                stream.body().path("stream_id").asText(),
                ingest.path("rtmp_url").asText().replace("//localhost", "//127.0.0.1") + "/"
                        + ingest.path("stream_key").asText());
    }

    String streamId() {
        return streamId;
    }

    List<String> pushing(String ffmpeg) {
        return List.of(
                ffmpeg,
                "-hide_banner",
                "-loglevel",
                "warning",
                "-nostdin",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1280x720:rate=30",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=330:beep_factor=4",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-pix_fmt",
                "yuv420p",
                "-g",
                "60",
                "-b:v",
                "2000k",
                "-maxrate",
                "2000k",
                "-bufsize",
                "4000k",
                "-c:a",
                "aac",
                "-b:a",
                "96k",
                "-ar",
                "44100",
                "-f",
                "flv",
                pushUrl);
    }

    void end() {
        api.put("/api/streams/" + streamId + "/end", Map.of());
    }

    private static Api.Answer open(Api api) {
        return api.post("/api/streams", Map.of("title", "Test picture", "description", "Made by ./livestream demo"));
    }

    private static void endWhatIsLive(Api api, String userId) {
        api.get("/api/streams?status=live&user_id=" + userId)
                .body()
                .path("items")
                .forEach(
                        live -> api.put("/api/streams/" + live.path("stream_id").asText() + "/end", Map.of()));
    }
}
