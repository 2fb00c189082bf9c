/** Measurements of stream-service: heartbeats, seats of stages, streams encoded at once. */
@NullMarked
package pro.livestream.bench.streams;

import org.jspecify.annotations.NullMarked;
