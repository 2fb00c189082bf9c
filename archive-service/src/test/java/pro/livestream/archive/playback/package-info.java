/** What the name says, without I/O. */
@NullMarked
package pro.livestream.archive.playback;

import org.jspecify.annotations.NullMarked;
