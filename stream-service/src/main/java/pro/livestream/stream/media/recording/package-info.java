/** Source segments and their manifest on the way to S3. */
@NullMarked
package pro.livestream.stream.media.recording;

import org.jspecify.annotations.NullMarked;
