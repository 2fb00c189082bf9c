package pro.livestream.archive.attachment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Files that users upload for chats and profiles. */
@ConfigMapping(prefix = "livestream.archive.attachment")
interface AttachmentConfig {

    /** Largest image in bytes, as it is uploaded. */
    @WithDefault("5242880")
    long imageBytesMax();

    /** Largest other file in bytes. */
    @WithDefault("10485760")
    long fileBytesMax();

    /** Most pixels of an image; larger ones are not even decoded. */
    @WithDefault("40000000")
    long pixelsMax();

    /** Bytes that one user may have stored at once. */
    @WithDefault("209715200")
    long userBytesMax();

    /** Uploads that this node works on at once; more are asked to come again. */
    @WithDefault("8")
    int uploadsMax();

    /** How long an image may take to be re-encoded. */
    @WithDefault("20S")
    Duration encodeTimeout();

    /** How long a file for a chat waits for the message that bears it. */
    @WithDefault("24H")
    Duration unusedFor();

    /** How often files that nothing bears any longer are looked for. */
    @WithDefault("60S")
    Duration sweepEvery();
}
