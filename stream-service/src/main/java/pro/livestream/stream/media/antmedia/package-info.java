/** Ant Media Server by its REST API, version 2. */
@NullMarked
package pro.livestream.stream.media.antmedia;

import org.jspecify.annotations.NullMarked;
