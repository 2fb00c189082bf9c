/** Load drivers that measure a running suite. */
@NullMarked
package pro.livestream.bench;

import org.jspecify.annotations.NullMarked;
