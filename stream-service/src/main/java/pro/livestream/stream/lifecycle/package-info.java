/** The life of a stream, from its start to its end, and its public face. */
@NullMarked
package pro.livestream.stream.lifecycle;

import org.jspecify.annotations.NullMarked;
