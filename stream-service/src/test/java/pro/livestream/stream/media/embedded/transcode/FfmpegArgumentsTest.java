package pro.livestream.stream.media.embedded.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FfmpegArgumentsTest {

    private static final SourceShape SOURCE = new SourceShape(SourceShape.Container.FLV, true, true, 1280, 720, 30);
    private static final Duration SEGMENT = Duration.ofSeconds(2);

    /** The command with each option beside its value. */
    private static List<String> command(int picturesMax, boolean lean) {
        var ladder = LadderPolicy.lowest(LadderPolicy.ladder(SOURCE, 3), picturesMax);
        var plan = new TranscodePlan(SOURCE, ladder, lean, Path.of("run"), false, SEGMENT, SEGMENT, 1);
        return List.of(String.join(" ", FfmpegArguments.of(plan)).split(" (?=-)", -1));
    }

    @Test
    void a_lean_ladder_sends_its_smallest_picture_with_less() {
        assertThat(command(3, true))
                .contains("-b:v:0 2500k", "-b:v:1 1200k", "-b:v:2 360k", "-maxrate:v:2 360k", "-bufsize:v:2 540k")
                .contains("-b:a:2 96k")
                .anyMatch(option -> option.startsWith("-var_stream_map") && option.contains("name:360p"));
        assertThat(command(3, false)).contains("-b:v:2 600k");
    }

    @Test
    void a_lean_ladder_can_lack_pictures_too() {
        assertThat(command(2, true)).contains("-b:v:0 1200k", "-b:v:1 360k");
        assertThat(command(1, true)).contains("-b:v:0 360k");
    }

    @Test
    void sound_alone_is_never_lean() {
        var sound = new SourceShape(SourceShape.Container.FLV, false, true, 0, 0, 0);
        var plan = new TranscodePlan(sound, List.of(Rendition.AUDIO), true, Path.of("run"), false, SEGMENT, SEGMENT, 1);

        assertThat(plan.leanRendition()).isEmpty();
        assertThat(FfmpegArguments.of(plan)).contains("-b:a:0", "96k");
    }
}
