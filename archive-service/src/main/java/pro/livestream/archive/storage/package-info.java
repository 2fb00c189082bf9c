/** The S3 store. */
@NullMarked
package pro.livestream.archive.storage;

import org.jspecify.annotations.NullMarked;
