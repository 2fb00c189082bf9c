/** Reminders of planned streams. */
@NullMarked
package pro.livestream.notification.reminder;

import org.jspecify.annotations.NullMarked;
