/** Who watches, counted over chat nodes and players. */
@NullMarked
package pro.livestream.stream.viewer;

import org.jspecify.annotations.NullMarked;
