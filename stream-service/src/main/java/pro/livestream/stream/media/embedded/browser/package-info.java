/** What browsers record: containers and the numbered slices that they come in. */
@NullMarked
package pro.livestream.stream.media.embedded.browser;

import org.jspecify.annotations.NullMarked;
