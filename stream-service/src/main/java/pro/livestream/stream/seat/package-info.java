/** Seats on stages: placed in Redis, kept open in PostgreSQL. */
@NullMarked
package pro.livestream.stream.seat;

import org.jspecify.annotations.NullMarked;
