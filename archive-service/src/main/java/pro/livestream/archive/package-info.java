/** archive-service: recordings become archives that can be watched, with the chat beside them. */
@NullMarked
package pro.livestream.archive;

import org.jspecify.annotations.NullMarked;
