/** One replica at a time. */
@NullMarked
package pro.livestream.stream.lease;

import org.jspecify.annotations.NullMarked;
