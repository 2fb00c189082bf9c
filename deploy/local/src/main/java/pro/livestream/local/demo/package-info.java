/** The demo accounts, and the people of {@code ./livestream demo}: they use the gateway as anybody does. */
@NullMarked
package pro.livestream.local.demo;

import org.jspecify.annotations.NullMarked;
