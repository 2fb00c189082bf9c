/** Plain environment names for settings. */
@NullMarked
package pro.livestream.platform.config;

import org.jspecify.annotations.NullMarked;
