/** Events that leave exactly when their change is committed. */
@NullMarked
package pro.livestream.platform.outbox;

import org.jspecify.annotations.NullMarked;
