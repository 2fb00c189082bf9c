/** What the name says, without I/O. */
@NullMarked
package pro.livestream.archive.recording;

import org.jspecify.annotations.NullMarked;
