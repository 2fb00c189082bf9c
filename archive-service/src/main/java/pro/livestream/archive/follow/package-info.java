/** Who follows whom, for visibility. */
@NullMarked
package pro.livestream.archive.follow;

import org.jspecify.annotations.NullMarked;
