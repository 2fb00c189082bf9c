/** What a recording consists of and how it lies on the clock; no I/O. */
@NullMarked
package pro.livestream.archive.recording;

import org.jspecify.annotations.NullMarked;
