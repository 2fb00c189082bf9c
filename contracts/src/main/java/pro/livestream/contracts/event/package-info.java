/** One record per Kafka fact; wire names are the snake_case of the component names. */
@NullMarked
package pro.livestream.contracts.event;

import org.jspecify.annotations.NullMarked;
