/** What users were told, as they see it in the app. */
@NullMarked
package pro.livestream.notification.inbox;

import org.jspecify.annotations.NullMarked;
