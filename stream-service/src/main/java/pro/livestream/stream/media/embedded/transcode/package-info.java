/** What FFmpeg is asked to do with a signal, and the process that does it. */
@NullMarked
package pro.livestream.stream.media.embedded.transcode;

import org.jspecify.annotations.NullMarked;
