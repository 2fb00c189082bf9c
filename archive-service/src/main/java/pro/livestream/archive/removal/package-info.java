/** Taking archives away, with every object of theirs. */
@NullMarked
package pro.livestream.archive.removal;

import org.jspecify.annotations.NullMarked;
