/** Local files of jobs. */
@NullMarked
package pro.livestream.archive.files;

import org.jspecify.annotations.NullMarked;
