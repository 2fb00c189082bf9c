package pro.livestream.chat.fanout;

import org.jspecify.annotations.Nullable;

/** An encoded frame for a room; its sender, where connected here, gets {@code senderBytes} in its place. */
@SuppressWarnings("ArrayRecordComponent") // never compared, handed from loop to loop as it is
record OutFrame(byte[] bytes, @Nullable Connection sender, byte @Nullable [] senderBytes, long receivedNanos) {

    byte[] bytesFor(Connection connection) {
        return senderBytes != null && sender == connection ? senderBytes : bytes;
    }
}
