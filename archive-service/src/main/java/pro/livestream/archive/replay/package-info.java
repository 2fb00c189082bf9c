/** The chat of a stream on its archive's time line. */
@NullMarked
package pro.livestream.archive.replay;

import org.jspecify.annotations.NullMarked;
