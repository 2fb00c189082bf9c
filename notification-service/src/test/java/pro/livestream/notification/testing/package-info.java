/** What the tests of this service share. */
@NullMarked
package pro.livestream.notification.testing;

import org.jspecify.annotations.NullMarked;
