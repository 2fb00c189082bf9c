/** Signed links to media, and the public address that they begin with. */
@NullMarked
package pro.livestream.archive.link;

import org.jspecify.annotations.NullMarked;
