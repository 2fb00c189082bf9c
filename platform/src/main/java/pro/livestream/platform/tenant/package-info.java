/** Which tenants there are, and their schemas. */
@NullMarked
package pro.livestream.platform.tenant;

import org.jspecify.annotations.NullMarked;
