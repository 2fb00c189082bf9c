package pro.livestream.local.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import pro.livestream.local.parts.Secrets;
import pro.livestream.local.service.Credentials;
import pro.livestream.local.service.Credentials.Account;

/** Everything that the demo shows: a picture on air, people who watch, talk, tip and follow, guests on stage, an archive. */
public final class DemoShow {
    private static final String PICTURE = "testsrc2";
    private static final int TONE_HZ = 330;

    private final String url;
    private final String apiSecretKey;
    private final Actor broadcaster;
    private final Actor viewer;
    private final Actor guest;
    private final DemoBroadcast broadcast;
    private final CountDownLatch end = new CountDownLatch(1);

    private DemoShow(
            String url, String apiSecretKey, Actor broadcaster, Actor viewer, Actor guest, DemoBroadcast broadcast) {
        this.url = url;
        this.apiSecretKey = apiSecretKey;
        this.broadcaster = broadcaster;
        this.viewer = viewer;
        this.guest = guest;
        this.broadcast = broadcast;
    }

    /** Goes live; followers are there before, so that they are told. */
    public static DemoShow open(String url, Credentials credentials, Secrets secrets) {
        var anonymous = new Api(url);
        var broadcaster = Actor.of(anonymous, credentials.broadcaster());
        var viewer = Actor.of(anonymous, credentials.viewer());
        var guest = Actor.of(anonymous, new Account("demo-guest", secrets.get("DEMO_GUEST_PASSWORD")));
        DemoFollowers.follow(broadcaster, List.of(viewer, guest));
        DemoFollowers.announceAnEvening(broadcaster);
        var broadcast = DemoBroadcast.start(broadcaster, "Test picture");
        return new DemoShow(url, credentials.apiSecretKey(), broadcaster, viewer, guest, broadcast);
    }

    /** The command that puts the picture on air. */
    public List<String> pushing(String ffmpeg) {
        return broadcast.pushing(ffmpeg, PICTURE, TONE_HZ);
    }

    public String watchUrl() {
        return url + "/watch/" + broadcast.streamId();
    }

    public void bringPeople() {
        chatIn(broadcast.streamId(), end);
        new DemoTips(viewer, broadcast.streamId(), end).start();
        new DemoStage(new Api(url), apiSecretKey, end).start();
    }

    /** In the background; nothing where there is one already. */
    public void makeRecording(String ffmpeg, Path log) {
        new DemoRecording(guest, ffmpeg, log).startUnlessThere(this::chatIn);
    }

    /** Whether the broadcaster's stream has been made into an archive. */
    public boolean hasArchive() {
        var archives = broadcaster.api().get("/api/archives?user_id=" + broadcaster.userId());
        return "ready".equals(archives.body().at("/items/0/status").asText());
    }

    private void chatIn(String streamId, CountDownLatch until) {
        new DemoChat(url, streamId, until).start(List.of(viewer, guest, broadcaster));
    }

    public void close() {
        end.countDown();
        broadcast.end();
    }
}
