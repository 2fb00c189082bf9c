/** Stream keys: each broadcaster's own, encrypted at rest. */
@NullMarked
package pro.livestream.stream.key;

import org.jspecify.annotations.NullMarked;
