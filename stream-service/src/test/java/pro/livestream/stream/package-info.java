/** The service from outside, on real servers and a real FFmpeg. */
@NullMarked
package pro.livestream.stream;

import org.jspecify.annotations.NullMarked;
