/** Participant tokens and the keys that sign them. */
@NullMarked
package pro.livestream.stream.token;

import org.jspecify.annotations.NullMarked;
