package pro.livestream.archive.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes of an uploaded image a new one of the same kind that holds its pixels, upright, and nothing else. */
@ApplicationScoped
public class ImageEncoder {

    private static final Logger LOG = Logger.getLogger(ImageEncoder.class);
    private static final String ANIMATION_MAX_S = "60";

    private final TranscodeConfig config;

    ImageEncoder(TranscodeConfig config) {
        this.config = config;
    }

    /**
     * False where FFmpeg can't read {@code input}; {@code extension} names the kind, {@code orientation} is as EXIF counts it,
     * and no side becomes longer than {@code sideMax} pixels.
     */
    public Uni<Boolean> encode(
            Path input, Path output, String extension, int orientation, int sideMax, Duration timeout) {
        var ffmpeg = new FfmpegBlockingAdapter(config.ffmpegPath(), timeout);
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no folder for " + output);
        }
        return ffmpeg.run(folder, arguments(input, output, extension, orientation, sideMax), ignored -> {})
                .invoke(ended -> {
                    if (!ended.well()) {
                        LOG.infof("an image can't be read: %s", ended.output());
                    }
                })
                .map(FfmpegBlockingAdapter.Ended::well);
    }

    private static List<String> arguments(Path input, Path output, String extension, int orientation, int sideMax) {
        String side = "min(" + sideMax + "\\,max(iw\\,ih))";
        String filter = upright(orientation)
                + "scale=w='if(gte(iw\\,ih)\\,SIDE\\,-1)':h='if(gte(iw\\,ih)\\,-1\\,SIDE)'".replace("SIDE", side);
        var arguments = new ArrayList<>(List.of("-v", "error", "-noautorotate"));
        arguments.addAll(List.of(
                "-protocol_whitelist", "file", "-i", input.toAbsolutePath().toString()));
        if (extension.equals("gif")) {
            arguments.addAll(
                    List.of(
                            "-t",
                            ANIMATION_MAX_S,
                            "-filter_complex",
                            "[0:v:0]" + filter
                                    + ",split[shown][all];[all]palettegen=reserve_transparent=1[palette];[shown][palette]paletteuse"));
        } else {
            arguments.addAll(List.of("-map", "0:v:0", "-frames:v", "1", "-vf", filter));
        }
        arguments.addAll(
                switch (extension) {
                    case "jpg" -> List.of("-pix_fmt", "yuvj420p", "-q:v", "3");
                    case "webp" -> List.of("-c:v", "libwebp", "-quality", "85");
                    default -> List.of();
                });
        arguments.addAll(List.of(
                "-map_metadata", "-1", "-threads", "1", output.toAbsolutePath().toString()));
        return arguments;
    }

    private static String upright(int orientation) {
        return switch (orientation) {
            case 2 -> "hflip,";
            case 3 -> "hflip,vflip,";
            case 4 -> "vflip,";
            case 5 -> "transpose=0,";
            case 6 -> "transpose=1,";
            case 7 -> "transpose=3,";
            case 8 -> "transpose=2,";
            default -> "";
        };
    }
}
