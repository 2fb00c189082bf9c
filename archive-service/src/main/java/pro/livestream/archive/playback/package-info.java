/** Media of archives, streamed from the store to whoever has a valid link. */
@NullMarked
package pro.livestream.archive.playback;

import org.jspecify.annotations.NullMarked;
