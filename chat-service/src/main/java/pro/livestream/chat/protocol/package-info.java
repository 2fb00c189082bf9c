/** The two socket protocols and the handshake before them. */
@NullMarked
package pro.livestream.chat.protocol;

import org.jspecify.annotations.NullMarked;
