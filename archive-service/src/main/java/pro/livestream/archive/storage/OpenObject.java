package pro.livestream.archive.storage;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** An object whose bytes flow as fast as their subscriber asks; {@code contentRange} is there where a part was asked for. */
public record OpenObject(long bytes, Optional<String> contentRange, String etag, Publisher<ByteBuffer> body) {}
