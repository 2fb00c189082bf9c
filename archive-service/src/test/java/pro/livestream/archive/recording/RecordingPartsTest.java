package pro.livestream.archive.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pro.livestream.archive.recording.RecordingManifest.Entry;
import pro.livestream.contracts.event.RecordingGap;

class RecordingPartsTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void joinsSegmentsThatFollowEachOther() {
        var parts = RecordingParts.of(List.of(entry(0, 0, 0), entry(1, 0, 4), entry(2, 0, 8)), Set.of(0, 1, 2));

        assertThat(parts).hasSize(1);
        assertThat(parts.getFirst().durationS()).isEqualTo(12);
        assertThat(parts.getFirst().start()).isEqualTo(START);
    }

    @Test
    void beginsAPartWithEachRun() {
        var parts = RecordingParts.of(List.of(entry(0, 0, 0), entry(1, 1, 4)), Set.of(0, 1));

        assertThat(parts).hasSize(2);
    }

    @Test
    void beginsAPartAfterASegmentThatIsNotThere() {
        var parts = RecordingParts.of(List.of(entry(0, 0, 0), entry(1, 0, 4), entry(2, 0, 8)), Set.of(0, 2));

        assertThat(parts).extracting(RecordingParts.Part::start).containsExactly(START, START.plusSeconds(8));
    }

    @Test
    void beginsAPartAfterAJumpInTime() {
        var parts = RecordingParts.of(List.of(entry(0, 0, 0), entry(1, 0, 9)), Set.of(0, 1));

        assertThat(parts).hasSize(2);
    }

    @Test
    void hasNoPartsWithoutUsableSegments() {
        assertThat(RecordingParts.of(List.of(entry(0, 0, 0)), Set.of())).isEmpty();
    }

    @Test
    void tellsEachGapOnceInOrderOfTime() {
        var told = new RecordingGap(START.plusSeconds(20), START.plusSeconds(30), 10, "interrupted");

        var gaps = RecordingParts.gaps(List.of(told), List.of(told), List.of(entry(1, 0, 4)), "missing");

        assertThat(gaps).extracting(RecordingGap::reason).containsExactly("missing", "interrupted");
    }

    private static Entry entry(int seq, int run, long atSeconds) {
        return new Entry(seq, "f/" + seq + ".ts", run, "mpegts", START.plusSeconds(atSeconds), 4, 100, null);
    }
}
