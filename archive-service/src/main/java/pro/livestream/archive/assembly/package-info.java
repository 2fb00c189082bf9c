/** From a stream's end to an archive that can be watched. */
@NullMarked
package pro.livestream.archive.assembly;

import org.jspecify.annotations.NullMarked;
