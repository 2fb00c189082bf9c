package pro.livestream.local.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    public static DemoShow open(String url, Credentials credentials, Account guestAccount) {
        var anonymous = new Api(url);
        var broadcaster = Actor.of(anonymous, credentials.broadcaster());
        var viewer = Actor.of(anonymous, credentials.viewer());
        var guest = Actor.of(anonymous, guestAccount);
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

    public void bringPeople(String ffmpeg, Path logOfRecording) {
        chatIn(broadcast.streamId(), end);
        new DemoTips(viewer, broadcast.streamId(), end).start();
        new DemoStage(new Api(url), apiSecretKey, end).start();
        new DemoRecording(guest, ffmpeg, logOfRecording).startUnlessThere(this::chatIn);
    }

    private void chatIn(String streamId, CountDownLatch until) {
        new DemoChat(url, streamId, until).start(List.of(viewer, guest, broadcaster));
    }

    public void close() {
        end.countDown();
        broadcast.end();
    }
}
