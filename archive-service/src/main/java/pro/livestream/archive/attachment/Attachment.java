package pro.livestream.archive.attachment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;

/** A stored file; {@code size} in bytes, width and height in pixels of images only. */
public record Attachment(
        UUID id,
        UUID userId,
        String purpose,
        String mimeType,
        String name,
        long size,
        @Nullable Integer width,
        @Nullable Integer height,
        String url) {

    public boolean image() {
        return mimeType.startsWith("image/");
    }

    /** Where its object stands. */
    public String key(Tenant tenant) {
        return key(tenant, userId, id);
    }

    static String key(Tenant tenant, UUID userId, UUID id) {
        return tenant.name() + "/" + userId + "/attachments/" + id;
    }
}
