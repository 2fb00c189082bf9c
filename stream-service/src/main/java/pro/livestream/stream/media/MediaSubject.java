package pro.livestream.stream.media;

import java.util.UUID;

/** A stream as a media server is asked for it; the key is its broadcaster's. */
public record MediaSubject(
        String tenant, UUID streamId, UUID userId, String title, String visibility, boolean record, String streamKey) {

    @Override
    public String toString() {
        return "MediaSubject[" + tenant + "/" + streamId + "]";
    }
}
