package pro.livestream.local.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pro.livestream.local.process.Ports;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;

/** The Stripe simulator; its webhooks go through the gateway, as Stripe's do. */
public final class StripePart implements Part {
    /** What only the service that takes payments may know. */
    public static final Set<String> SECRETS = Set.of("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET");

    private static final String NAME = "stripe";
    private static final int PORT_PREFERRED = 22111;
    private static final int HEAP_MAX_MIB = 64;

    private final Path data;
    private final int port;
    private final String webhookUrl;
    private final Map<String, String> keys;

    private StripePart(Path data, int port, String webhookUrl, Map<String, String> keys) {
        this.data = data;
        this.port = port;
        this.webhookUrl = webhookUrl;
        this.keys = Map.copyOf(keys);
    }

    /** None where the environment names an account at Stripe. */
    public static Optional<StripePart> plan(
            Path folder, Secrets secrets, Ports ports, Map<String, String> environment, String publicUrl) {
        if (!environment.getOrDefault("STRIPE_SECRET_KEY", "").isBlank()) {
            return Optional.empty();
        }
        var keys = new HashMap<String, String>();
        Map.of("STRIPE_SECRET_KEY", "sk_test_", "STRIPE_PUBLISHABLE_KEY", "pk_test_", "STRIPE_WEBHOOK_SECRET", "whsec_")
                .forEach((name, prefix) -> {
                    var given = environment.getOrDefault(name, "");
                    keys.put(name, given.isBlank() ? prefix + secrets.get(name) : given);
                });
        var named = environment.getOrDefault("STRIPE_PORT", "");
        var port = named.isBlank() ? ports.preferring(PORT_PREFERRED) : Integer.parseInt(named);
        return Optional.of(new StripePart(folder.resolve(NAME), port, publicUrl + "/api/webhooks/stripe", keys));
    }

    @Override
    public void prepare() {}

    @Override
    public Program program() {
        var environment = new HashMap<>(keys);
        environment.put("STRIPE_WEBHOOK_URL", webhookUrl);
        return new Program(
                NAME,
                new ChildJvm(
                                Home.find(),
                                "pro.livestream.local.stripe.StripeServer",
                                HEAP_MAX_MIB,
                                jar -> jar.startsWith("jackson"))
                        .command(data.toString(), Integer.toString(port)),
                environment,
                data,
                List.of(new Program.Endpoint(NAME, port, url())),
                Readiness.http(url() + "/_simulator/health"),
                Program.StopSignal.TERM,
                Duration.ofSeconds(60));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<>(keys);
        settings.put("STRIPE_API_BASE", url());
        return settings;
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }
}
