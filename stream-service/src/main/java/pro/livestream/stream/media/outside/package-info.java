/** What the adapters of media servers outside share: HTTP, call rates, their hooks. */
@NullMarked
package pro.livestream.stream.media.outside;

import org.jspecify.annotations.NullMarked;
