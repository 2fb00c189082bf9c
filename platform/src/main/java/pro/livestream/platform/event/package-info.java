/** Events as Kafka carries them. */
@NullMarked
package pro.livestream.platform.event;

import org.jspecify.annotations.NullMarked;
