/** A publish-only RTMP ingest: handshake, chunks, AMF0 commands, FLV tags. */
@NullMarked
package pro.livestream.stream.media.embedded.rtmp;

import org.jspecify.annotations.NullMarked;
