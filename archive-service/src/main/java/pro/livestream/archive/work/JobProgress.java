package pro.livestream.archive.work;

/** How far a job is; told to everybody with the next renewal of its lease. */
public final class JobProgress {

    /** A stage by its name and its share of it, 0 to 100. */
    public record Step(String stage, int percent) {}

    private volatile Step step = new Step("waiting", 0);

    public void at(String stage, double share) {
        step = new Step(stage, (int) Math.round(100 * Math.clamp(share, 0.0, 1.0)));
    }

    Step step() {
        return step;
    }
}
