package pro.livestream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a process whether it serves. */
public interface Readiness {
    int TIMEOUT_MS = 2_000;

    boolean isReady();

    /** Called before the process is started: an answer of an earlier one must not count. */
    default void reset() {}

    /** The program makes the file when it serves. */
    static Readiness file(Path file) {
        return new Readiness() {
            @Override
            public boolean isReady() {
                return Files.exists(file);
            }

            @Override
            public void reset() {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** What is sent to the port is answered by bytes that begin so. */
    static Readiness answer(int port, byte[] question, String answer) {
        return () -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(TIMEOUT_MS);
                socket.getOutputStream().write(question);
                var bytes = socket.getInputStream().readNBytes(answer.length());
                return new String(bytes, StandardCharsets.US_ASCII).equals(answer);
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    static Readiness http(String url) {
        return () -> {
            try {
                var connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
                connection.setConnectTimeout(TIMEOUT_MS);
                connection.setReadTimeout(TIMEOUT_MS);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
