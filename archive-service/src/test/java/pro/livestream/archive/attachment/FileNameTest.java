package pro.livestream.archive.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void losesFoldersAndWhatCannotBeSeen() {
        assertThat(FileName.plain("C:\\Users\\me\\cat.png")).isEqualTo("cat.png");
        assertThat(FileName.plain("../../etc/passwd")).isEqualTo("passwd");
        assertThat(FileName.plain("photo\u202Egnp.exe\r\n")).isEqualTo("photognp.exe");
        assertThat(FileName.plain("予定 表.pdf")).isEqualTo("予定 表.pdf");
    }

    @Test
    void isThereWhateverWasGiven() {
        assertThat(FileName.plain(null)).isEqualTo("file");
        assertThat(FileName.plain("")).isEqualTo("file");
        assertThat(FileName.plain("..")).isEqualTo("file");
        assertThat(FileName.plain("/")).isEqualTo("file");
    }

    @Test
    void keepsItsEndingWhenItIsCut() {
        assertThat(FileName.plain("あ".repeat(300) + ".jpg")).hasSize(200).endsWith("あ.jpg");
    }
}
