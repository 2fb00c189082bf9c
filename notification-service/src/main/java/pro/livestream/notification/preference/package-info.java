/** What users want to hear of, how and when. */
@NullMarked
package pro.livestream.notification.preference;

import org.jspecify.annotations.NullMarked;
