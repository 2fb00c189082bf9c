/** The port to media servers: what a stream needs of one, and what one needs of streams. */
@NullMarked
package pro.livestream.stream.media;

import org.jspecify.annotations.NullMarked;
