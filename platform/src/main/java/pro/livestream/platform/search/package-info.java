/** How texts of any language are found again in PostgreSQL. */
@NullMarked
package pro.livestream.platform.search;

import org.jspecify.annotations.NullMarked;
