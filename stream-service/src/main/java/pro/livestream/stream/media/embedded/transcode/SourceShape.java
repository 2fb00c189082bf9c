package pro.livestream.stream.media.embedded.transcode;

/**
 * What is known of a signal before FFmpeg sees it; width and height are 0 when there is no picture or its size is unknown.
 *
 * @param container how the bytes are wrapped
 */
public record SourceShape(
        Container container, boolean video, boolean audio, int width, int height, double framesPerSecond) {

    /** The wrapping of an ingest, with FFmpeg's name for it and what its copied segments can be kept in. */
    public enum Container {
        FLV("flv", "mpegts", "ts"),
        MATROSKA("matroska", "matroska", "mkv"),
        MP4("mp4", "matroska", "mkv");

        private final String inputFormat;
        private final String recordingFormat;
        private final String recordingSuffix;

        Container(String inputFormat, String recordingFormat, String recordingSuffix) {
            this.inputFormat = inputFormat;
            this.recordingFormat = recordingFormat;
            this.recordingSuffix = recordingSuffix;
        }

        String inputFormat() {
            return inputFormat;
        }

        public String recordingFormat() {
            return recordingFormat;
        }

        public String recordingSuffix() {
            return recordingSuffix;
        }
    }

    public SourceShape {
        if (!video && !audio) {
            throw new IllegalArgumentException("a signal without picture and sound");
        }
    }

    int shortSide() {
        return Math.min(width, height);
    }

    boolean portrait() {
        return height > width;
    }
}
