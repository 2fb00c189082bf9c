package pro.livestream.chat.room;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import pro.livestream.chat.fanout.Audience;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.log.CoreLoop;

/** Sums a room's reactions over a tenth of a second for those who are told sums, and passes each to the others. */
final class Reactions {

    private static final long WINDOW_MS = 100;

    /** Above this many in a window the rest is told as a sum, also to those who are told each. */
    private static final int SINGLE_PER_WINDOW_MAX = 20;

    private final CoreLoop loop;
    private final Audience audience;
    private final Map<Integer, Integer> counts = new TreeMap<>();
    private final Map<Integer, ServerFrame.Reacted> rest = new TreeMap<>();
    private int inWindow;

    Reactions(CoreLoop loop, Audience audience) {
        this.loop = loop;
        this.audience = audience;
    }

    void add(ServerFrame.Reacted reaction) {
        if (inWindow == 0) {
            loop.after(WINDOW_MS, this::flush);
        }
        if (++inWindow <= SINGLE_PER_WINDOW_MAX) {
            audience.broadcast(reaction);
        } else {
            rest.merge(reaction.stampId(), reaction, Reactions::sum);
        }
        counts.merge(reaction.stampId(), 1, Integer::sum);
    }

    private static ServerFrame.Reacted sum(ServerFrame.Reacted one, ServerFrame.Reacted more) {
        return new ServerFrame.Reacted(
                "", one.stampId(), one.stampName(), one.stampImageUrl(), one.count() + more.count());
    }

    private void flush() {
        rest.values().forEach(audience::broadcast);
        rest.clear();
        var items = new ArrayList<ServerFrame.StampCount>();
        counts.forEach((stamp, count) -> items.add(new ServerFrame.StampCount(stamp, count)));
        counts.clear();
        inWindow = 0;
        audience.broadcast(new ServerFrame.Reactions(items));
    }
}
