/** FFmpeg: from recorded segments to what players and people take. */
@NullMarked
package pro.livestream.archive.transcode;

import org.jspecify.annotations.NullMarked;
