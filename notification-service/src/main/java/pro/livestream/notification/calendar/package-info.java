/** Planned streams, and the calendar feeds that show them. */
@NullMarked
package pro.livestream.notification.calendar;

import org.jspecify.annotations.NullMarked;
