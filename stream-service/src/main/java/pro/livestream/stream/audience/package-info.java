/** Viewers of stages: heartbeats, leaving, what they watched. */
@NullMarked
package pro.livestream.stream.audience;

import org.jspecify.annotations.NullMarked;
