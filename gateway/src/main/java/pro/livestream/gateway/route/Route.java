package pro.livestream.gateway.route;

import java.time.Duration;

/** One row of the route table: which service answers a path, in which manner and within which bounds. */
public record Route(
        PathPattern pattern, Service service, Kind kind, long bodyBytesMax, Duration timeout, boolean counted) {

    /** The manner of an exchange. */
    public enum Kind {
        /** A request and its answer. */
        EXCHANGE,
        /** An answer that stays open: holds a tunnel's place. */
        EVENT_STREAM,
        /** A WebSocket. */
        SOCKET,
        /** Files that players fetch: public, cacheable, without limits per caller. */
        MEDIA,
        /** The same of a stream that is on air: one media node has them. */
        LIVE,
        /** A signal that comes in by a WebSocket, at any media node. */
        INGEST;

        public boolean isSocket() {
            return this == SOCKET || this == INGEST;
        }

        public boolean isMedia() {
            return this == MEDIA || this == LIVE;
        }
    }

    Route(String pattern, Service service, Kind kind, long bodyBytesMax, Duration timeout, boolean counted) {
        this(PathPattern.of(pattern), service, kind, bodyBytesMax, timeout, counted);
    }
}
