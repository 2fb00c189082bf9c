/** Where a tenant's site is, for what is read outside of it. */
@NullMarked
package pro.livestream.notification.site;

import org.jspecify.annotations.NullMarked;
