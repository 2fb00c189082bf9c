/** What the name says, without I/O. */
@NullMarked
package pro.livestream.archive.link;

import org.jspecify.annotations.NullMarked;
