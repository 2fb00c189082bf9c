/** What the name says, without I/O. */
@NullMarked
package pro.livestream.archive.transcode;

import org.jspecify.annotations.NullMarked;
