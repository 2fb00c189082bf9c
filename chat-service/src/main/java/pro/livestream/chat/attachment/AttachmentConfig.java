package pro.livestream.chat.attachment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Files that messages bear. */
@ConfigMapping(prefix = "livestream.chat.attachment")
interface AttachmentConfig {

    /** Where archive-service answers; the first of a list is asked. */
    @WithDefault("${ARCHIVE_SERVICE_URL:http://127.0.0.1:8083}")
    String archiveServiceUrl();

    /** How long it may take to answer; then the message is refused and can be sent again. */
    @WithDefault("2s")
    Duration patience();
}
