package pro.livestream.archive.recording;

/** No further try can make an archive of this recording; the message is for its owner. */
public final class UnusableRecordingException extends RuntimeException {

    public UnusableRecordingException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
