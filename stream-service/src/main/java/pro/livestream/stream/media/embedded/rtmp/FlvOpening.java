package pro.livestream.stream.media.embedded.rtmp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the first tags of a publisher until it is known what comes, and later what a new reader needs before it can join:
 * script data and the decoders' configurations.
 */
public final class FlvOpening {

    /** What a publisher sends; a size of 0 is unknown. */
    public record Shape(boolean video, boolean audio, int width, int height, double framesPerSecond) {}

    private static final int HELD_BYTES_MAX = 8 * 1024 * 1024;
    private static final int HELD_MILLIS_MAX = 1_500;

    private final List<FlvTag> held = new ArrayList<>();
    private int heldBytes;
    private @Nullable FlvTag script;
    private @Nullable FlvTag videoConfiguration;
    private @Nullable FlvTag audioConfiguration;
    private boolean anyVideo;
    private boolean anyAudio;
    private @Nullable AmfValue metadata;

    /** True when the tag is a decoder configuration unlike the one before it: what follows is another signal. */
    public boolean remember(FlvTag tag) {
        switch (tag.kind()) {
            case SCRIPT -> script(tag);
            case VIDEO -> anyVideo |= tag.data().length() > 0;
            case AUDIO -> anyAudio |= tag.data().length() > 0;
        }
        if (!tag.isConfiguration()) {
            return false;
        }
        boolean video = tag.kind() == FlvTag.Kind.VIDEO;
        FlvTag before = video ? videoConfiguration : audioConfiguration;
        if (video) {
            videoConfiguration = tag;
        } else {
            audioConfiguration = tag;
        }
        return before != null && !before.data().equals(tag.data());
    }

    private void script(FlvTag tag) {
        var values = Amf0.read(tag.data().getBytes(), 0);
        if (values.size() > 1 && "onMetaData".equals(values.getFirst().asText())) {
            script = tag;
            metadata = values.get(1);
        }
    }

    public void hold(FlvTag tag) {
        held.add(tag);
        heldBytes += tag.data().length();
    }

    public int heldSince() {
        return held.isEmpty() ? 0 : held.getFirst().timestamp();
    }

    /** The held tags, once. */
    public List<FlvTag> release() {
        var released = List.copyOf(held);
        held.clear();
        heldBytes = 0;
        return released;
    }

    /** Both announced kinds have shown their configuration and a picture has come, or waiting longer is no use. */
    public boolean complete() {
        boolean picture = held.stream().anyMatch(FlvTag::isKeyFrame);
        boolean overdue = heldBytes > HELD_BYTES_MAX || heldMillis() > HELD_MILLIS_MAX;
        if (metadata == null) {
            return (anyVideo && anyAudio && picture) || overdue;
        }
        boolean videoReady = !announced("videocodecid") || picture;
        boolean audioReady = !announced("audiocodecid") || anyAudio;
        return (videoReady && audioReady && usable()) || overdue;
    }

    private int heldMillis() {
        return held.isEmpty() ? 0 : held.getLast().timestamp() - held.getFirst().timestamp();
    }

    private boolean announced(String name) {
        AmfValue value = metadata == null ? null : metadata.entry(name);
        return value != null && !(value instanceof AmfValue.Nothing);
    }

    public boolean usable() {
        return anyVideo || anyAudio;
    }

    public boolean hasVideo() {
        return anyVideo;
    }

    public Shape shape() {
        var size = videoConfiguration == null
                ? new AvcConfiguration.PictureSize((int) number("width"), (int) number("height"))
                : AvcConfiguration.pictureSize(videoConfiguration)
                        .orElse(new AvcConfiguration.PictureSize((int) number("width"), (int) number("height")));
        return new Shape(anyVideo, anyAudio, size.width(), size.height(), number("framerate"));
    }

    private double number(String name) {
        AmfValue value = metadata == null ? null : metadata.entry(name);
        Double number = value == null ? null : value.asNumber();
        return number == null || number.isNaN() || number < 0 || number > 16_384 ? 0 : number;
    }

    /** For a reader that joins at {@code timestamp}. */
    public List<FlvTag> preamble(int timestamp) {
        var tags = new ArrayList<FlvTag>();
        for (FlvTag tag : new @Nullable FlvTag[] {script, videoConfiguration, audioConfiguration}) {
            if (tag != null) {
                tags.add(new FlvTag(tag.kind(), timestamp, tag.data()));
            }
        }
        return tags;
    }
}
