package pro.livestream.stream.media.embedded.rtmp;

import io.smallrye.mutiny.Uni;

/** Where a publisher asks to be let in. */
public interface RtmpDesk {

    /** Fails with {@link PublishRefused} for a wrong key, no open stream, or a second publisher. */
    Uni<Publication> open(String streamKey, Publisher publisher);

    /** The publisher's end of a connection, for the one that takes its tags; safe from any thread. */
    interface Publisher {

        void resume();

        void close(String reason);
    }

    /** The taker of one publisher's tags; all calls come from the connection's own event loop. */
    interface Publication {

        /** False when the taker is full: no more tags come until {@link Publisher#resume()}. */
        boolean accept(FlvTag tag);

        void closed();
    }

    /** Why a publisher is not let in. */
    final class PublishRefused extends RuntimeException {

        private final String code;

        public PublishRefused(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
