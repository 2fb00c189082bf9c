package pro.livestream.stream.lifecycle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.Signal;

/** The legal changes of a stream, each giving the stream as it is after; others are refused. */
final class StreamChanges {

    /** A signal that flickers for hours must not grow its row without end. */
    private static final int GAPS_MAX = 500;

    private StreamChanges() {}

    static Stream started(Stream stream, Instant now) {
        if (!stream.status().canBecome(StreamStatus.LIVE)) {
            throw (stream.status() == StreamStatus.LIVE
                            ? new StreamError.AlreadyLive()
                            : new StreamError.Over(stream.status()))
                    .refused();
        }
        return state(stream, StreamStatus.LIVE, MediaState.WAITING, now, now, null, now);
    }

    /** Another plan for a stream that has not begun. */
    static Stream planned(Stream stream, StreamPatch patch, Instant scheduledAt, Instant now) {
        return scheduledAt(patched(stream, patch, now), scheduledAt);
    }

    static Stream cancelled(Stream stream, Instant now) {
        if (!stream.status().canBecome(StreamStatus.CANCELLED)) {
            throw new StreamError.Over(stream.status()).refused();
        }
        return state(stream, StreamStatus.CANCELLED, MediaState.NONE, null, now, now, now);
    }

    /** A stream that has ended already is as it was. */
    static Stream ended(Stream stream, Instant now) {
        if (stream.status() == StreamStatus.ENDED) {
            return stream;
        }
        if (!stream.status().canBecome(StreamStatus.ENDED)) {
            throw new StreamError.NotStarted(stream.status()).refused();
        }
        return state(stream, StreamStatus.ENDED, MediaState.NONE, stream.startedAt(), now, now, now);
    }

    /** A report that comes late, or twice, changes nothing. */
    static Stream media(Stream stream, MediaState media, Instant now) {
        if (stream.status() != StreamStatus.LIVE) {
            return stream;
        }
        var before = stream.signal();
        return before.on(media, now)
                .map(after -> state(
                                stream, stream.status(), after.state(), stream.startedAt(), now, stream.endedAt(), now)
                        .with(gaps(stream, before, after, now), stream.reference()))
                .orElse(stream);
    }

    private static List<RecordingGap> gaps(Stream stream, Signal before, Signal after, Instant now) {
        return switch (before) {
            case Signal.Interrupted gone
            when after instanceof Signal.Live && stream.gaps().size() < GAPS_MAX ->
                java.util.stream.Stream.concat(stream.gaps().stream(), java.util.stream.Stream.of(gone.until(now)))
                        .toList();
            case Signal.None none -> stream.gaps();
            case Signal.Waiting waiting -> stream.gaps();
            case Signal.Live live -> stream.gaps();
            case Signal.Interrupted gone -> stream.gaps();
        };
    }

    static void deletable(Stream stream) {
        if (stream.status() == StreamStatus.LIVE) {
            throw new StreamError.StillLive().refused();
        }
    }

    /** The same with a new version: for what is told of it beside its own fields. */
    static Stream touched(Stream stream, Instant now) {
        return patched(stream, new StreamPatch(null, null, null, null, null, null, null), now);
    }

    static Stream patched(Stream stream, StreamPatch patch, Instant now) {
        return copy(
                stream,
                or(patch.title(), stream.title()),
                orNull(patch.description(), stream.description()),
                orNull(patch.category(), stream.category()),
                or(patch.tags(), stream.tags()),
                orNull(patch.language(), stream.language()),
                orNull(patch.thumbnailUrl(), stream.thumbnailUrl()),
                or(patch.visibility(), stream.visibility()),
                stream.status(),
                stream.media(),
                stream.startedAt(),
                stream.mediaChangedAt(),
                stream.endedAt(),
                now);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String orNull(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }

    private static Stream state(
            Stream stream,
            StreamStatus status,
            MediaState media,
            @Nullable Instant startedAt,
            Instant mediaChangedAt,
            @Nullable Instant endedAt,
            Instant now) {
        return copy(
                stream,
                stream.title(),
                stream.description(),
                stream.category(),
                stream.tags(),
                stream.language(),
                stream.thumbnailUrl(),
                stream.visibility(),
                status,
                media,
                startedAt,
                mediaChangedAt,
                endedAt,
                now);
    }

    private static Stream copy(
            Stream stream,
            String title,
            @Nullable String description,
            @Nullable String category,
            List<String> tags,
            @Nullable String language,
            @Nullable String thumbnailUrl,
            String visibility,
            StreamStatus status,
            MediaState media,
            @Nullable Instant startedAt,
            @Nullable Instant mediaChangedAt,
            @Nullable Instant endedAt,
            Instant now) {
        return new Stream(
                stream.streamId(),
                stream.userId(),
                stream.broadcaster(),
                title,
                description,
                category,
                tags,
                language,
                thumbnailUrl,
                visibility,
                status,
                media,
                stream.mediaProvider(),
                stream.stageArn(),
                stream.notifyOn(),
                stream.latencyMode(),
                stream.record(),
                stream.scheduledAt(),
                startedAt,
                mediaChangedAt,
                endedAt,
                stream.viewerCount(),
                stream.peakViewerCount(),
                stream.totalViewers(),
                stream.viewersAsOf(),
                stream.gaps(),
                stream.reference(),
                stream.version() + 1,
                stream.createdAt(),
                now);
    }

    private static Stream scheduledAt(Stream stream, Instant scheduledAt) {
        return new Stream(
                stream.streamId(),
                stream.userId(),
                stream.broadcaster(),
                stream.title(),
                stream.description(),
                stream.category(),
                stream.tags(),
                stream.language(),
                stream.thumbnailUrl(),
                stream.visibility(),
                stream.status(),
                stream.media(),
                stream.mediaProvider(),
                stream.stageArn(),
                stream.notifyOn(),
                stream.latencyMode(),
                stream.record(),
                scheduledAt,
                stream.startedAt(),
                stream.mediaChangedAt(),
                stream.endedAt(),
                stream.viewerCount(),
                stream.peakViewerCount(),
                stream.totalViewers(),
                stream.viewersAsOf(),
                stream.gaps(),
                stream.reference(),
                stream.version(),
                stream.createdAt(),
                stream.updatedAt());
    }
}
