/** Playlists that continue over several runs of FFmpeg. */
@NullMarked
package pro.livestream.stream.media.embedded.hls;

import org.jspecify.annotations.NullMarked;
