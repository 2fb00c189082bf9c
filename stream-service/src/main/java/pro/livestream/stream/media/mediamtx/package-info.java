/** MediaMTX by its control API, version 3, and its HTTP authentication. */
@NullMarked
package pro.livestream.stream.media.mediamtx;

import org.jspecify.annotations.NullMarked;
