/** The JSON of the wire. */
@NullMarked
package pro.livestream.platform.json;

import org.jspecify.annotations.NullMarked;
