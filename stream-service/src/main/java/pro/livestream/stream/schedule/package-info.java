/** Planned streams: when they take place, and the stream that each of them opens next. */
@NullMarked
package pro.livestream.stream.schedule;

import org.jspecify.annotations.NullMarked;
