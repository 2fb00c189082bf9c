/** Streams, their keys, their media and their viewers. */
@NullMarked
package pro.livestream.stream;

import org.jspecify.annotations.NullMarked;
