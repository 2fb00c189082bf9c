/** The service from outside, on real servers and a real FFmpeg. */
@NullMarked
package pro.livestream.archive;

import org.jspecify.annotations.NullMarked;
