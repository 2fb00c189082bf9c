/** The embedded servers and the settings under which the services reach them. */
@NullMarked
package pro.livestream.local.parts;

import org.jspecify.annotations.NullMarked;
