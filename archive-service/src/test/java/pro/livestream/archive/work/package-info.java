/** What the name says, without I/O. */
@NullMarked
package pro.livestream.archive.work;

import org.jspecify.annotations.NullMarked;
