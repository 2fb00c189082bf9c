/** The order in which a service comes up. */
@NullMarked
package pro.livestream.platform.boot;

import org.jspecify.annotations.NullMarked;
