package pro.livestream.stream.media.embedded.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterReaderTest {

    private static final String UNKNOWN_SIZE = "01FFFFFFFFFFFFFF";

    /** Of track 1, which is the picture's, unless told otherwise. */
    private static Buffer block(int track, int time, boolean key, int bytes) {
        return Buffer.buffer(new byte[] {(byte) 0xA3})
                .appendInt(0x10000000 | (bytes + 4))
                .appendByte((byte) (0x80 | track))
                .appendShort((short) time)
                .appendByte((byte) (key ? 0x80 : 0))
                .appendBytes(new byte[bytes]);
    }

    /** As Chromium's recorder writes a picture with transparency: what it refers to stands behind it. */
    private static Buffer group(int track, int time, boolean key, int bytes) {
        var block = block(track, time, false, bytes).setByte(0, (byte) 0xA1);
        var rest = Buffer.buffer(HexFormat.of().parseHex("75A182 AABB".replace(" ", "")));
        if (!key) {
            rest.appendBytes(HexFormat.of().parseHex("FB81FE"));
        }
        return Buffer.buffer(new byte[] {(byte) 0xA0})
                .appendInt(0x10000000 | (block.length() + rest.length()))
                .appendBuffer(block)
                .appendBuffer(rest);
    }

    private static Buffer cluster(int millis) {
        return Buffer.buffer(HexFormat.of().parseHex("1F43B675" + UNKNOWN_SIZE + "E784"))
                .appendInt(millis);
    }

    private static Buffer media() {
        return cluster(0)
                .appendBuffer(block(1, 0, true, 500))
                .appendBuffer(block(2, 20, true, 40))
                .appendBuffer(block(1, 33, false, 300))
                .appendBuffer(cluster(2_000))
                .appendBuffer(block(2, 0, true, 40))
                .appendBuffer(block(1, 4, true, 500))
                .appendBuffer(cluster(4_000))
                .appendBuffer(block(1, 0, false, 200))
                .appendBuffer(block(1, 33, true, 200));
    }

    private static List<Long> places(ClusterReader reader, Buffer media, int sliceBytes) {
        var places = new ArrayList<Long>();
        for (int at = 0; at < media.length(); at += sliceBytes) {
            var slice = media.slice(at, Math.min(media.length(), at + sliceBytes));
            int from = at;
            reader.read(slice).ifPresent(place -> {
                assertThat(media.getInt(from + place.at())).isEqualTo(0x1F43B675);
                places.add(place.millis());
            });
        }
        return places;
    }

    @Test
    void a_cluster_that_begins_with_a_key_frame_can_be_joined_at() {
        var reader = new ClusterReader(1, 1_000_000);

        assertThat(reader.read(media())).contains(new MediaReader.Place(0, 0));
        assertThat(reader.millis()).isEqualTo(4_033);
    }

    @Test
    void a_picture_in_a_group_is_a_key_frame_where_it_refers_to_no_other() {
        var media = cluster(0)
                .appendBuffer(block(1, 0, true, 40))
                .appendBuffer(group(2, 3, false, 300))
                .appendBuffer(group(2, 36, true, 300))
                .appendBuffer(cluster(2_000))
                .appendBuffer(block(1, 0, true, 40))
                .appendBuffer(group(2, 4, true, 500));
        int second = media.length()
                - cluster(2_000)
                        .appendBuffer(block(1, 0, true, 40))
                        .appendBuffer(group(2, 4, true, 500))
                        .length();
        var reader = new ClusterReader(2, 1_000_000);

        assertThat(reader.read(media)).contains(new MediaReader.Place(second, 2_000));
        assertThat(reader.millis()).isEqualTo(2_004);
        for (int bytes = 1; bytes < media.length(); bytes++) {
            assertThat(places(new ClusterReader(2, 1_000_000), media, bytes))
                    .as("slices of %d bytes", bytes)
                    .isSubsetOf(2_000L);
        }
    }

    @Test
    void slices_may_end_anywhere() {
        var media = media();
        for (int bytes = 1; bytes < media.length(); bytes++) {
            var reader = new ClusterReader(1, 1_000_000);

            var places = places(reader, media, bytes);

            assertThat(places).as("slices of %d bytes", bytes).isSubsetOf(0L, 2_000L);
            assertThat(reader.millis()).as("slices of %d bytes", bytes).isEqualTo(4_033);
        }
        assertThat(places(new ClusterReader(1, 1_000_000), media, 700)).containsExactly(0L, 2_000L);
    }

    @Test
    void sound_alone_can_be_joined_at_each_cluster_and_ticks_are_what_the_opening_says() {
        var sound = cluster(100).appendBuffer(block(1, 5, true, 10));

        var reader = new ClusterReader(0, 10_000_000);

        assertThat(reader.read(sound)).contains(new MediaReader.Place(0, 1_000));
        assertThat(reader.millis()).isEqualTo(1_050);
    }

    @Test
    void noise_is_no_media() {
        var random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            var reader = new ClusterReader(1, 1_000_000);
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            reader.read(cluster(0));
            reader.read(Buffer.buffer(noise));
            reader.read(Buffer.buffer(noise));
        }
        var reader = new ClusterReader(1, 1_000_000);
        reader.read(Buffer.buffer(new byte[100]));

        assertThat(reader.read(media())).isEmpty();
    }
}
