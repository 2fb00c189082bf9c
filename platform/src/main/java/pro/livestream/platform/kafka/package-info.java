/** Topics made at start, producers that confirm. */
@NullMarked
package pro.livestream.platform.kafka;

import org.jspecify.annotations.NullMarked;
