package pro.livestream.stream.media.embedded.transcode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which renditions a source gets: never one above itself, two pictures where its size allows, and the sound alone. */
public final class LadderPolicy {

    private static final List<Rendition> RUNGS = List.of(
            new Rendition("720p", 720, 2500, 128),
            new Rendition("480p", 480, 1200, 96),
            new Rendition("360p", 360, 600, 96),
            new Rendition("240p", 240, 300, 64),
            new Rendition("144p", 144, 150, 64));

    /** Rungs below this one are only for sources that have fewer than two others. */
    private static final int USUAL_SMALLEST = 360;

    private LadderPolicy() {}

    public static List<Rendition> ladder(SourceShape source, int renditionsMax) {
        var ladder = new ArrayList<Rendition>();
        if (source.video()) {
            ladder.addAll(pictures(source, renditionsMax));
        }
        if (source.audio()) {
            ladder.add(Rendition.AUDIO);
        }
        return List.copyOf(ladder);
    }

    public static int pictures(List<Rendition> ladder) {
        return (int) ladder.stream().filter(Rendition::video).count();
    }

    /** The ladder without its largest pictures, as far as it has more than so many. */
    public static List<Rendition> lowest(List<Rendition> ladder, int picturesMax) {
        long above = Math.max(0, pictures(ladder) - Math.max(1, picturesMax));
        return Stream.concat(
                        ladder.stream().filter(Rendition::video).skip(above),
                        ladder.stream().filter(rendition -> !rendition.video()))
                .toList();
    }

    /** What stands in for a rendition that is not made: the next smaller picture, else the smallest there is, else the sound. */
    public static Rendition substitute(List<Rendition> made, Rendition wanted) {
        if (made.contains(wanted)) {
            return wanted;
        }
        var pictures = made.stream().filter(Rendition::video).toList();
        if (pictures.isEmpty()) {
            return made.getFirst();
        }
        return pictures.stream()
                .filter(rendition -> rendition.shortSide() <= wanted.shortSide())
                .findFirst()
                .orElse(pictures.getLast());
    }

    private static List<Rendition> pictures(SourceShape source, int renditionsMax) {
        int known = source.shortSide() > 0 ? source.shortSide() : 480;
        var chosen = new ArrayList<Rendition>();
        for (Rendition rung : RUNGS) {
            boolean fits = rung.shortSide() <= known;
            boolean needed = rung.shortSide() >= USUAL_SMALLEST || chosen.size() < 2;
            if (fits && needed && chosen.size() < renditionsMax) {
                chosen.add(rung);
            }
        }
        if (chosen.isEmpty()) {
            chosen.add(new Rendition("source", known, 150, 64));
        }
        return chosen;
    }
}
