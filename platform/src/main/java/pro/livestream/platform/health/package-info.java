/** What a service depends on, and how it fares. */
@NullMarked
package pro.livestream.platform.health;

import org.jspecify.annotations.NullMarked;
