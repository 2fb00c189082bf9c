package pro.livestream.stream.media.embedded.rtmp;

import java.util.EnumMap;
import java.util.Map;

/**
 * Gives a publisher's tags a time line that only goes forward and has no leaps: encoders restart their clocks, wrap at 2^32 or send
 * nonsense, and FFmpeg would fill a leap of an hour with an hour of copies.
 */
public final class TagTimeline {

    private static final int LEAP_MILLIS = 5_000;
    private static final int STEP_MILLIS = 33;

    private final Map<FlvTag.Kind, Integer> lastOfKind = new EnumMap<>(FlvTag.Kind.class);
    private boolean begun;
    private int offset;
    private int last;

    /** The tag as it goes on; the arithmetic wraps as the format's does. */
    public FlvTag steady(FlvTag tag) {
        int time = tag.timestamp() + offset;
        if (begun && Math.abs(time - last) > LEAP_MILLIS) {
            int continued = last + STEP_MILLIS;
            offset += continued - time;
            time = continued;
        }
        Integer before = lastOfKind.get(tag.kind());
        if (before != null && time - before < 0) {
            time = before;
        }
        lastOfKind.put(tag.kind(), time);
        last = begun && time - last < 0 ? last : time;
        begun = true;
        return time == tag.timestamp() ? tag : new FlvTag(tag.kind(), time, tag.data());
    }
}
