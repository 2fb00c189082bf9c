/** The media server that comes with the suite: RTMP and browser ingest, FFmpeg, HLS, recording. */
@NullMarked
package pro.livestream.stream.media.embedded;

import org.jspecify.annotations.NullMarked;
