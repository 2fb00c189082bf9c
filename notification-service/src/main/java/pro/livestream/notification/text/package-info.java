/** The words of notifications in the readers' languages. */
@NullMarked
package pro.livestream.notification.text;

import org.jspecify.annotations.NullMarked;
