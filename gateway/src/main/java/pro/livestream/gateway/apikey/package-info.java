/** Keys with which servers call us. */
@NullMarked
package pro.livestream.gateway.apikey;

import org.jspecify.annotations.NullMarked;
