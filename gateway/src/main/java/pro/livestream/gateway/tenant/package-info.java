/** Tenants: who they are, which host names they have, and their coming and going. */
@NullMarked
package pro.livestream.gateway.tenant;

import org.jspecify.annotations.NullMarked;
