package pro.livestream.platform.event;

/** Thrown by code that can't take a record, now or ever: the record goes to the dead letters. */
public final class EventRejectedException extends RuntimeException {
    public EventRejectedException(String message) {
        super(message);
    }
}
