package pro.livestream.archive.storage;

/** The range asked for lies outside the object. */
public final class RangeRefusedException extends RuntimeException {

    RangeRefusedException() {
        super("range not satisfiable", null, false, false);
    }
}
