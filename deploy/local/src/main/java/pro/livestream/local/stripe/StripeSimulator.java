package pro.livestream.local.stripe;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One account of a Stripe that runs here, with its objects in one folder. */
public final class StripeSimulator implements AutoCloseable {
    private final Journal journal;
    private final WebhookSender webhooks;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * What an account has.
     *
     * @param port 0 for any that is free
     * @param webhookUrl empty where nobody listens
     */
    public record Options(
            Path folder, int port, String secretKey, String publishableKey, String webhookSecret, String webhookUrl) {}

    private StripeSimulator(Options options) {
        var clock = Clock.systemUTC();
        this.journal = new Journal(options.folder());
        this.webhooks = new WebhookSender(journal, clock, options.webhookUrl(), options.webhookSecret());
        var api = new StripeApi(new ApiKeys(options.secretKey(), options.publishableKey()), journal, clock);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", new StripeHttp(api, webhooks)::handle);
        server.setExecutor(threads);
    }

    public static StripeSimulator start(Options options) {
        var simulator = new StripeSimulator(options);
        simulator.server.start();
        simulator.webhooks.start();
        return simulator;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        webhooks.close();
        server.stop(0);
        threads.shutdownNow();
        synchronized (journal) {
            journal.close();
        }
    }
}
