package pro.livestream.archive.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileTypeTest {

    @Test
    void isToldByTheFirstBytes() {
        assertThat(FileType.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}))
                .contains(FileType.JPEG);
        assertThat(FileType.of(ascii("\u0089PNG\r\n\u001a\n..."))).contains(FileType.PNG);
        assertThat(FileType.of(ascii("GIF89a..."))).contains(FileType.GIF);
        assertThat(FileType.of(ascii("RIFF....WEBPVP8 "))).contains(FileType.WEBP);
        assertThat(FileType.of(ascii("%PDF-1.7\n"))).contains(FileType.PDF);
        assertThat(FileType.of(ascii("PK\u0003\u0004..."))).contains(FileType.ZIP);
    }

    @Test
    void isTextWhereEveryCharacterIsOne() {
        assertThat(FileType.of("<svg onload=alert(1)>\n".getBytes(StandardCharsets.UTF_8)))
                .contains(FileType.TEXT);
        assertThat(FileType.of("配信の予定\t19:00".getBytes(StandardCharsets.UTF_8))).contains(FileType.TEXT);
    }

    @Test
    void isNoneOfWhatMayNotBeAttached() {
        assertThat(FileType.of(new byte[0])).isEmpty();
        assertThat(FileType.of(ascii("\u007fELF\u0002\u0001\u0001\u0000"))).isEmpty();
        assertThat(FileType.of(ascii("MZ\u0090\u0000\u0003"))).isEmpty();
        assertThat(FileType.of(ascii("caf\u00e9 in Latin-1"))).isEmpty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
