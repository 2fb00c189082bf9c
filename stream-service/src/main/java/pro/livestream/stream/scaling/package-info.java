/** How many stages there are. */
@NullMarked
package pro.livestream.stream.scaling;

import org.jspecify.annotations.NullMarked;
