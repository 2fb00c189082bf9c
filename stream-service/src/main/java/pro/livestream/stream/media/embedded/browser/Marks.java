package pro.livestream.stream.media.embedded.browser;

import io.vertx.core.buffer.Buffer;

/** Finds four-byte marks. */
final class Marks {

    private Marks() {}

    static int find(Buffer bytes, int mark, int from) {
        for (int at = from; at + 4 <= bytes.length(); at++) {
            if (bytes.getInt(at) == mark) {
                return at;
            }
        }
        return -1;
    }
}
