/** Numbers about stages, live and over time. */
@NullMarked
package pro.livestream.stream.stats;

import org.jspecify.annotations.NullMarked;
