package pro.livestream.stream.media.embedded.transcode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command line of one run: standard input to an HLS ladder and copied source segments. */
final class FfmpegArguments {

    private static final int FRAME_RATE_MAX = 30;
    private static final int SAMPLE_RATE = 48_000;

    /** The player's window is cut by us; FFmpeg's own list only has to outlast our slowest look at it. */
    private static final int LISTED_SEGMENTS = 30;

    private final TranscodePlan plan;
    private final List<String> arguments = new ArrayList<>();

    private FfmpegArguments(TranscodePlan plan) {
        this.plan = plan;
    }

    static List<String> of(TranscodePlan plan) {
        var command = new FfmpegArguments(plan);
        command.input();
        command.pictures();
        command.sound();
        command.hls();
        if (plan.record()) {
            command.recording();
        }
        return List.copyOf(command.arguments);
    }

    private void add(String... more) {
        arguments.addAll(List.of(more));
    }

    /**
     * Only the pipe may be read, whatever a hostile container refers to. What FFmpeg reads to learn the signal is kept: with
     * {@code nobuffer} the first pictures would be missing everywhere.
     */
    private void input() {
        add("-hide_banner", "-nostats", "-loglevel", "warning", "-progress", "pipe:1", "-stats_period", "1");
        add("-fflags", "+genpts+discardcorrupt", "-analyzeduration", "2000000", "-probesize", "1000000");
        add("-protocol_whitelist", "pipe", "-thread_queue_size", "512");
        add("-f", plan.source().container().inputFormat(), "-i", "pipe:0");
    }

    private List<Rendition> pictureRenditions() {
        return plan.ladder().stream().filter(Rendition::video).toList();
    }

    private void pictures() {
        var pictures = pictureRenditions();
        if (pictures.isEmpty()) {
            return;
        }
        add("-filter_complex", filters(pictures));
        for (int i = 0; i < pictures.size(); i++) {
            add("-map", "[v" + i + "]");
        }
        int frameRate = (int) Math.ceil(frameRate());
        long groupSeconds = plan.segment().toSeconds();
        add("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p");
        add("-profile:v", "baseline", "-sc_threshold", "0", "-threads:v", Integer.toString(plan.threads()));
        add("-g", Long.toString(frameRate * groupSeconds));
        add("-force_key_frames", "expr:gte(t,n_forced*" + groupSeconds + ")");
        for (int i = 0; i < pictures.size(); i++) {
            int kbps = plan.videoKbps(pictures.get(i));
            add("-b:v:" + i, kbps + "k", "-maxrate:v:" + i, kbps + "k", "-bufsize:v:" + i, kbps * 3 / 2 + "k");
        }
    }

    private double frameRate() {
        double given = plan.source().framesPerSecond();
        return given >= 1 && given <= FRAME_RATE_MAX ? given : FRAME_RATE_MAX;
    }

    private String filters(List<Rendition> pictures) {
        var graph =
                new StringBuilder(String.format(Locale.ROOT, "[0:v:0]fps=%.3f,split=%d", frameRate(), pictures.size()));
        for (int i = 0; i < pictures.size(); i++) {
            graph.append("[s").append(i).append(']');
        }
        for (int i = 0; i < pictures.size(); i++) {
            graph.append(";[s")
                    .append(i)
                    .append(']')
                    .append(scale(pictures.get(i)))
                    .append("[v" + i + "]");
        }
        return graph.toString();
    }

    /** Bounded by the source here too, since a publisher may come back with a smaller picture. */
    private String scale(Rendition rendition) {
        int side = rendition.shortSide();
        return plan.source().portrait()
                ? "scale='trunc(min(" + side + ",iw)/2)*2':-2:flags=bilinear"
                : "scale=-2:'trunc(min(" + side + ",ih)/2)*2':flags=bilinear";
    }

    /** Every rendition carries the sound itself: players then need no second playlist to be in step with. */
    private void sound() {
        if (!plan.source().audio()) {
            return;
        }
        for (int i = 0; i < plan.ladder().size(); i++) {
            add("-map", "0:a:0");
        }
        add("-c:a", "aac", "-ac", "2", "-ar", Integer.toString(SAMPLE_RATE), "-af", "aresample=async=1000");
        for (int i = 0; i < plan.ladder().size(); i++) {
            add("-b:a:" + i, plan.ladder().get(i).audioKbps() + "k");
        }
    }

    private void hls() {
        var streams = new ArrayList<String>();
        int picture = 0;
        int sound = 0;
        for (Rendition rendition : plan.ladder()) {
            var parts = new ArrayList<String>();
            if (rendition.video()) {
                parts.add("v:" + picture++);
            }
            if (plan.source().audio()) {
                parts.add("a:" + sound++);
            }
            parts.add("name:" + rendition.name());
            streams.add(String.join(",", parts));
        }
        add("-f", "hls", "-hls_time", Long.toString(plan.segment().toSeconds()));
        add("-hls_list_size", Integer.toString(LISTED_SEGMENTS));
        add("-hls_flags", "independent_segments+program_date_time+temp_file");
        add("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4");
        add("-hls_segment_filename", plan.folder() + "/%v/%d.m4s");
        add("-master_pl_name", TranscodePlan.MASTER, "-var_stream_map", String.join(" ", streams));
        add(plan.folder() + "/%v/" + TranscodePlan.PLAYLIST);
    }

    private void recording() {
        if (plan.source().video()) {
            add("-map", "0:v:0");
        }
        if (plan.source().audio()) {
            add("-map", "0:a:0");
        }
        var container = plan.source().container();
        add("-c", "copy", "-f", "segment", "-segment_format", container.recordingFormat());
        add("-segment_time", Long.toString(plan.recordingSegment().toSeconds()));
        add("-segment_list", plan.folder() + "/" + TranscodePlan.RECORDING_LIST);
        add("-segment_list_type", "csv", "-segment_list_flags", "live", "-segment_list_size", "60");
        add(plan.folder() + "/recording-%d." + container.recordingSuffix());
    }
}
