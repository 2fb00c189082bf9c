package pro.livestream.bench.chat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pro.livestream.bench.Proc;
import pro.livestream.bench.load.Target;

/** Another server, started for the run where it has a command, on the server's core. */
final class PeerServer implements AutoCloseable {
    private static final long UP_WITHIN_S = 60;
    private static final String NAME = "peer";

    private final ChatOptions.Peer peer;
    private final @Nullable Process process;

    private PeerServer(ChatOptions.Peer peer, @Nullable Process process) {
        this.peer = peer;
        this.process = process;
    }

    static @Nullable PeerServer start(ChatOptions.@Nullable Peer peer) throws IOException, InterruptedException {
        if (peer == null) {
            return null;
        }
        if (peer.command().isEmpty()) {
            return new PeerServer(peer, null);
        }
        var process = new ProcessBuilder(List.of("sh", "-c", "exec " + peer.command()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var server = new PeerServer(peer, process);
        server.awaitUp();
        Proc.pin(process.pid(), "0");
        for (var child : process.descendants().toList()) {
            Proc.pin(child.pid(), "0");
        }
        return server;
    }

    private void awaitUp() throws InterruptedException {
        var uri = URI.create(peer.url().replace("%d", "0").replace("%r", "0"));
        for (int i = 0; i < UP_WITHIN_S * 10; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 1000);
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        close();
        throw new IllegalStateException("the peer does not answer at " + peer.url());
    }

    Target target() {
        return new Target(peer.url(), List.of(), List.of(), peer.message());
    }

    Steady steady(ChatOptions options, Report report) {
        Map<String, Long> pids = process == null ? Map.of() : Map.of(NAME, process.pid());
        return new Steady(new Server(NAME, pids), options, report);
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
