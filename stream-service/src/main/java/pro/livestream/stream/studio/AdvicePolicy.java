package pro.livestream.stream.studio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.viewer.PlaybackQuality;

/** Turns measurements into advice. */
final class AdvicePolicy {

    private static final double SAFE_SHARE = 0.8;
    private static final int SAFE_STEP_KBPS = 100;
    private static final int SAFE_MIN_KBPS = 300;
    private static final int BITRATE_MAX_KBPS = 8_500;
    private static final double REBUFFER_MAX = 0.05;
    private static final int REPORTS_MIN = 3;

    private AdvicePolicy() {}

    static List<Advice> advise(@Nullable IngestHealth ingest, @Nullable PlaybackQuality playback) {
        var advice = new ArrayList<Advice>();
        if (ingest != null) {
            upload(ingest, advice);
            ladder(ingest, advice);
        }
        boolean stalls =
                playback != null && playback.reports() >= REPORTS_MIN && playback.rebufferRatio() > REBUFFER_MAX;
        if (stalls) {
            advice.add(new Advice(
                    "VIEWERS_REBUFFER",
                    "For many viewers the picture stands still: send less, or a smaller picture",
                    null));
        }
        return List.copyOf(advice);
    }

    private static void upload(IngestHealth ingest, List<Advice> advice) {
        Integer bitrate = ingest.bitrateKbps();
        if (bitrate == null) {
            return;
        }
        if (ingest.arrivesShort()) {
            int safe = Math.max(SAFE_MIN_KBPS, ((int) (bitrate * SAFE_SHARE / SAFE_STEP_KBPS)) * SAFE_STEP_KBPS);
            advice.add(new Advice("UPLOAD_SHORT", "Your upload is short: " + safe + " kbps is safe", safe));
        } else if (bitrate > BITRATE_MAX_KBPS) {
            advice.add(new Advice("BITRATE_HIGH", "You send more than any viewer gets: 6000 kbps is enough", 6_000));
        }
    }

    private static void ladder(IngestHealth ingest, List<Advice> advice) {
        if (!ingest.renditionsMissing().isEmpty()) {
            advice.add(new Advice(
                    "SERVER_SHORT",
                    "The server is busy and leaves out " + String.join(", ", ingest.renditionsMissing())
                            + "; they come back by themselves",
                    null));
        }
        if (ingest.renditionLean() != null) {
            advice.add(new Advice(
                    "LADDER_LEAN",
                    "For viewers on slow lines the smallest picture is sent with less: it comes back by itself",
                    null));
        }
    }
}
