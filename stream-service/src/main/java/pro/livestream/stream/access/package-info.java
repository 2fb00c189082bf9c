/** Who may use the stage API, and for whom. */
@NullMarked
package pro.livestream.stream.access;

import org.jspecify.annotations.NullMarked;
