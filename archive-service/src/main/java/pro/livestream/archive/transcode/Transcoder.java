package pro.livestream.archive.transcode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.jboss.logging.Logger;
import pro.livestream.archive.files.WorkFolderBlockingAdapter;

/** Makes of recorded segments one MP4 per continuous part, and of the parts what an archive consists of. */
@ApplicationScoped
public class Transcoder {

    private static final Logger LOG = Logger.getLogger(Transcoder.class);

    /** How much shorter than its segments a part may be before something in it is taken for unreadable. */
    private static final double SHORT_S = 1;

    private static final double SHORT_SHARE = 0.005;
    private static final double POSTER_SHARE = 0.1;

    private final FfmpegBlockingAdapter ffmpeg;
    private final TranscodeConfig config;

    Transcoder(TranscodeConfig config) {
        this.config = config;
        this.ffmpeg = new FfmpegBlockingAdapter(config.ffmpegPath(), config.timeout());
    }

    /** Empty when FFmpeg can't take the segments whole; {@code share} is told how far it is, from 0 to 1. */
    public Uni<Optional<Part>> join(Path folder, int number, List<SourceSegment> segments, DoubleConsumer share) {
        double expectedS =
                segments.stream().mapToDouble(SourceSegment::durationS).sum();
        String list = "part-" + number + ".ffconcat";
        String output = "part-" + number + ".mp4";
        return WorkFolderBlockingAdapter.write(folder.resolve(list), SourceSegment.script(segments))
                .chain(() -> look(folder, FfmpegArguments.look(list)))
                .chain(shape -> {
                    if (shape.empty()) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    var arguments = FfmpegArguments.join(list, shape, config.threads(), output);
                    return ffmpeg.run(folder, arguments, micros -> share.accept(micros / 1e6 / expectedS))
                            .chain(ended -> checked(folder, output, ended, expectedS));
                });
    }

    private Uni<Optional<Part>> checked(
            Path folder, String output, FfmpegBlockingAdapter.Ended ended, double expectedS) {
        if (!ended.well() || ended.gaveUpEarly()) {
            refuseFullDisk(ended);
            LOG.infof("a part of the recording can't be joined: %s", ended.output());
            return Uni.createFrom().item(Optional.empty());
        }
        return look(folder, FfmpegArguments.lookAtOurs(output)).map(shape -> {
            boolean whole = shape.durationS() >= expectedS - Math.max(SHORT_S, SHORT_SHARE * expectedS);
            return shape.empty() || !whole ? Optional.empty() : Optional.of(new Part(folder.resolve(output), shape));
        });
    }

    /** Whether FFmpeg finds anything in the segment alone. */
    public Uni<Boolean> readable(Path folder, SourceSegment segment) {
        String list = "one.ffconcat";
        return WorkFolderBlockingAdapter.write(folder.resolve(list), SourceSegment.script(List.of(segment)))
                .chain(() -> look(folder, FfmpegArguments.look(list)))
                .map(shape -> !shape.empty());
    }

    private Uni<MediaShape> look(Path folder, List<String> arguments) {
        return ffmpeg.run(folder, arguments, ignored -> {}).map(ended -> MediaShape.read(ended.output()));
    }

    /** Into {@code out}; the parts' files are used up. */
    public Uni<Made> finish(Path folder, Path out, List<Part> parts, List<Instant> starts, DoubleConsumer share) {
        return Multi.createFrom()
                .range(0, parts.size())
                .onItem()
                .transformToUniAndConcatenate(number -> hls(parts.get(number), number, startOf(parts, number), out))
                .collect()
                .asList()
                .call(hls -> WorkFolderBlockingAdapter.write(
                        out.resolve("hls").resolve(VodPlaylist.MEDIA), VodPlaylist.media(hls, starts)))
                .call(hls -> WorkFolderBlockingAdapter.write(
                        out.resolve("hls").resolve(VodPlaylist.MASTER), VodPlaylist.master(hls, parts)))
                .chain(hls -> video(folder, out, parts, hls, share))
                .chain(() -> look(out, FfmpegArguments.lookAtOurs(Made.VIDEO)))
                .chain(shape -> stills(out, shape)
                        .map(pictured -> new Made(
                                shape,
                                parts.stream()
                                        .map(part -> part.shape().durationS())
                                        .toList(),
                                pictured)));
    }

    private static double startOf(List<Part> parts, int number) {
        return parts.stream()
                .limit(number)
                .mapToDouble(part -> part.shape().durationS())
                .sum();
    }

    private Uni<HlsPart> hls(Part part, int number, double startS, Path out) {
        Path folder = out.resolve("hls").resolve(Integer.toString(number));
        return WorkFolderBlockingAdapter.make(folder)
                .chain(() -> ffmpeg.run(
                        folder,
                        FfmpegArguments.hls(
                                part.file().toString(), startS, config.segment().toSeconds()),
                        ignored -> {}))
                .invoke(Transcoder::expectWell)
                .chain(() -> WorkFolderBlockingAdapter.readText(folder.resolve(HlsPart.PLAYLIST)))
                .chain(playlist -> WorkFolderBlockingAdapter.removeFile(folder.resolve(HlsPart.PLAYLIST))
                        .chain(() -> WorkFolderBlockingAdapter.read(folder.resolve("init.mp4")))
                        .chain(init -> WorkFolderBlockingAdapter.files(folder)
                                .map(files -> new HlsPart(
                                        number,
                                        new InitSegment(init),
                                        HlsPart.fragments(playlist),
                                        files.stream()
                                                .mapToLong(file -> file.bytes())
                                                .sum()))));
    }

    private Uni<Void> video(Path folder, Path out, List<Part> parts, List<HlsPart> hls, DoubleConsumer share) {
        Path video = out.resolve(Made.VIDEO);
        if (parts.size() == 1) {
            return WorkFolderBlockingAdapter.move(parts.getFirst().file(), video);
        }
        double seconds =
                parts.stream().mapToDouble(part -> part.shape().durationS()).sum();
        boolean alike = hls.stream().allMatch(part -> hls.getFirst().init().fits(part.init()));
        var segments = parts.stream()
                .map(part -> new SourceSegment(part.file(), part.shape().durationS()))
                .toList();
        String list = "parts.ffconcat";
        var arguments = alike
                ? FfmpegArguments.append(list, video.toString())
                : FfmpegArguments.unite(parts, config.threads(), video.toString());
        return WorkFolderBlockingAdapter.write(folder.resolve(list), SourceSegment.script(segments))
                .chain(() -> ffmpeg.run(folder, arguments, micros -> share.accept(micros / 1e6 / seconds)))
                .invoke(Transcoder::expectWell)
                .replaceWithVoid();
    }

    /** Whether there is a poster and a sprite; a recording of sound alone has none. */
    private Uni<Boolean> stills(Path out, MediaShape shape) {
        if (shape.picture() == null) {
            return Uni.createFrom().item(false);
        }
        var sheet = new SpriteSheet(shape.durationS(), config.spriteEvery().toSeconds());
        return ffmpeg.run(
                        out,
                        FfmpegArguments.poster(Made.VIDEO, shape.durationS() * POSTER_SHARE, Made.POSTER),
                        ignored -> {})
                .invoke(Transcoder::expectWell)
                .chain(() -> ffmpeg.run(out, FfmpegArguments.sprite(Made.VIDEO, sheet), ignored -> {}))
                .invoke(Transcoder::expectWell)
                .chain(() -> WorkFolderBlockingAdapter.write(out.resolve(Made.SPRITE_TRACK), sheet.track()))
                .replaceWith(true);
    }

    private static void expectWell(FfmpegBlockingAdapter.Ended ended) {
        refuseFullDisk(ended);
        if (!ended.well()) {
            throw new IllegalStateException("FFmpeg ended with " + ended.exitCode() + ": " + ended.output());
        }
    }

    private static void refuseFullDisk(FfmpegBlockingAdapter.Ended ended) {
        if (ended.outOfSpace()) {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
    }
}
