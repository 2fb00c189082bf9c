package pro.livestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String stamped(long nanos, int number) {
        return new String(Stamp.text(nanos, number, 100), StandardCharsets.US_ASCII);
    }

    @Test
    void aTextHasItsLengthItsTimeAndItsNumber() {
        var text = text(stamped(123_456_789_012L, 42));

        assertThat(text.readableBytes()).isEqualTo(100);
        assertThat(Stamp.find(text, 0, 100)).isZero();
        assertThat(Stamp.nanos(text, 0)).isEqualTo(123_456_789_012L);
        assertThat(Stamp.number(text, 0)).isEqualTo(42);
    }

    @Test
    void countsWhatWasSentInTheWindowWhereverItStandsAndHoweverManyAreInAFrame() {
        var tally = new Tally();
        tally.open(1_000_000, 2_000_000);
        var frame = text("[{\"m\":\"" + stamped(1_000_000, 1) + "\"},{\"m\":\"" + stamped(1_500_000, 2) + "\"},\"~tx\","
                + "{\"m\":\"" + stamped(999_999, 0) + "\"}]");
        tally.text(frame, 0, frame.readableBytes(), 1_900_000);
        var longer = text("{\"username\":\"somebody else\",\"m\":\"" + stamped(1_200_000, 3) + "\"}");
        tally.text(longer, 0, longer.readableBytes(), 2_500_000);

        assertThat(tally.latencies().total()).isEqualTo(3);
        assertThat(tally.arrivedInWindow()).isEqualTo(3);
        assertThat(tally.latencies().quantileMs(1)).isBetween(1.3, 1.33);
    }
}
