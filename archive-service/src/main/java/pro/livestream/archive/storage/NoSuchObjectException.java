package pro.livestream.archive.storage;

/** Nothing is stored under the key. */
public final class NoSuchObjectException extends RuntimeException {

    NoSuchObjectException(String key) {
        super("nothing is stored as " + key);
    }
}
