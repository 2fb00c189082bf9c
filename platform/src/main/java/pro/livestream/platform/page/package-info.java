/** Lists in pages. */
@NullMarked
package pro.livestream.platform.page;

import org.jspecify.annotations.NullMarked;
