@NullMarked
package pro.livestream.archive.attachment;

import org.jspecify.annotations.NullMarked;
