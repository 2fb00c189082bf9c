/** Takes events so that each has its effect once, waits for what is away, and sets aside what can't be taken. */
@NullMarked
package pro.livestream.platform.consumer;

import org.jspecify.annotations.NullMarked;
