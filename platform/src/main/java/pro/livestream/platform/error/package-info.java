/** Refusals and their one shape on the wire. */
@NullMarked
package pro.livestream.platform.error;

import org.jspecify.annotations.NullMarked;
