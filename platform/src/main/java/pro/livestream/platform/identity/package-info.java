/** Who calls. */
@NullMarked
package pro.livestream.platform.identity;

import org.jspecify.annotations.NullMarked;
