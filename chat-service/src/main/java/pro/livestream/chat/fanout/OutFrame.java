package pro.livestream.chat.fanout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encoded frame for a room; its sender, where connected here, gets {@code senderBytes} in its place. One that is sampled
 * goes only to the cohorts whose bits are set, and to those whom it concerns.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, handed from loop to loop as it is
record OutFrame(
        byte[] bytes,
        @Nullable Connection sender,
        byte @Nullable [] senderBytes,
        long receivedNanos,
        int cohorts,
        List<Connection> concerned,
        long offset,
        double ratio) {

    /** A frame that everybody gets. */
    OutFrame(byte[] bytes, @Nullable Connection sender, byte @Nullable [] senderBytes, long receivedNanos) {
        this(bytes, sender, senderBytes, receivedNanos, SamplingPolicy.ALL, List.of(), 0, 1);
    }

    byte[] bytesFor(Connection connection) {
        return senderBytes != null && sender == connection ? senderBytes : bytes;
    }

    boolean isForAll() {
        return cohorts == SamplingPolicy.ALL;
    }

    boolean isFor(int cohort) {
        return (cohorts & (1 << cohort)) != 0;
    }

    @SuppressWarnings("ReferenceEquality") // a connection is itself only
    boolean concerns(Connection connection) {
        for (var one : concerned) {
            if (one == connection) {
                return true;
            }
        }
        return sender == connection;
    }
}
