/** Reading and writing events: once in effect, in order. */
@NullMarked
package pro.livestream.platform.event;

import org.jspecify.annotations.NullMarked;
