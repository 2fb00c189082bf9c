package pro.livestream.stream.media.embedded.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderPolicyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1920 | 1080 | true  | 720p 480p 360p audio",
                "1280 | 720  | true  | 720p 480p 360p audio",
                "720  | 1280 | true  | 720p 480p 360p audio",
                "960  | 540  | true  | 480p 360p audio",
                "640  | 360  | true  | 360p 240p audio",
                "320  | 240  | true  | 240p 144p audio",
                "64   | 64   | false | source",
                "0    | 0    | true  | 480p 360p audio"
            })
    void never_above_the_source(int width, int height, boolean audio, String expected) {
        var source = new SourceShape(SourceShape.Container.FLV, true, audio, width, height, 30);

        assertThat(LadderPolicy.ladder(source, 3).stream().map(Rendition::name))
                .containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"1, 720p audio", "2, 720p 480p audio"})
    void is_bounded(int max, String expected) {
        var source = new SourceShape(SourceShape.Container.FLV, true, true, 1280, 720, 30);

        assertThat(LadderPolicy.ladder(source, max).stream().map(Rendition::name))
                .containsExactly(expected.split(" ", -1));
    }
}
