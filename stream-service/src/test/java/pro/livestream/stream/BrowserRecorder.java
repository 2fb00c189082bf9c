package pro.livestream.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A browser that records a test picture and sends it, slice after slice, until it is closed; what it sent is kept. */
final class BrowserRecorder implements AutoCloseable {

    private static final int SLICE_BYTES = 16_000;

    private final Process recorder;
    private final BrowserSocket socket;
    private final Path sent;
    private final Thread sender;

    /** {@code sent} becomes a file of all that was sent. */
    BrowserRecorder(String streamId, String token, String size, int seconds, Path sent) {
        this.sent = sent;
        recorder = Ffmpeg.recordWebm(size, seconds);
        socket = new BrowserSocket(streamId, token);
        socket.start();
        sender = Thread.ofVirtual().start(this::send);
    }

    private void send() {
        try {
            var media = recorder.getInputStream();
            byte[] slice = media.readNBytes(SLICE_BYTES);
            for (long seq = 0; slice.length > 0; seq++) {
                Files.write(sent, slice, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                socket.slice(seq, slice);
                slice = media.readNBytes(SLICE_BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isSending() {
        return sender.isAlive();
    }

    /** Stops the recorder and sends what it has still to say. */
    @Override
    public void close() {
        recorder.destroy();
        try {
            sender.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
