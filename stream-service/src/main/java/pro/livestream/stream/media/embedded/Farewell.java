package pro.livestream.stream.media.embedded;

/** Why a publisher has to leave. */
enum Farewell {
    STREAM_ENDED("the stream has ended"),
    TAKEN_OVER("another publisher has taken over"),
    ELSEWHERE("another server has the stream"),
    NOT_UNDERSTOOD("the recording is not understood"),
    /** This server goes away; another one, or the next process, takes the publisher. */
    CLOSING("the server is closing");

    private final String reason;

    Farewell(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
