/** New identifiers. */
@NullMarked
package pro.livestream.platform.id;

import org.jspecify.annotations.NullMarked;
