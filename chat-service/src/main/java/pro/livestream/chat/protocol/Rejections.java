package pro.livestream.chat.protocol;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what is not taken, by its cause. */
@Singleton
class Rejections {

    private final MeterRegistry registry;

    Rejections(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A frame that was answered with an error; messages are counted where they are refused. */
    void frame(String code) {
        registry.counter("chat.frames.rejected", "code", code).increment();
    }

    /** A handshake that was answered with another status than 101. */
    void handshake(String code) {
        registry.counter("chat.handshakes.rejected", "code", code).increment();
    }
}
