package pro.livestream.chat.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every newcomer of one moment is shown of a room, alike for all of them; a protocol keeps its spelling of it here, so
 * that a crowd that comes at once costs one. On the core loop.
 */
public final class RoomView {

    private final String settings;
    private final long epoch;
    private final long offset;
    private final @Nullable String pinned;
    private final List<String> superchats;
    private final List<String> recent;
    private final Spelling spelling = new Spelling();

    /** {@code superchats} are those that stay on top now. */
    public RoomView(
            String settings,
            long epoch,
            long offset,
            @Nullable String pinned,
            List<String> superchats,
            List<String> recent) {
        this.settings = settings;
        this.epoch = epoch;
        this.offset = offset;
        this.pinned = pinned;
        this.superchats = List.copyOf(superchats);
        this.recent = List.copyOf(recent);
    }

    public String settings() {
        return settings;
    }

    public long epoch() {
        return epoch;
    }

    public long offset() {
        return offset;
    }

    public @Nullable String pinned() {
        return pinned;
    }

    public List<String> superchats() {
        return superchats;
    }

    public List<String> recent() {
        return recent;
    }

    public Spelling spelling() {
        return spelling;
    }
}
