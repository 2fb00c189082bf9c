package pro.livestream.chat.log;

/** A place in a room's log; a later epoch is later whatever its offset. */
public record Position(long epoch, long offset) implements Comparable<Position> {

    public static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(offset, other.offset);
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }
}
