package pro.livestream.local.stripe;

import java.nio.file.Path;
import pro.livestream.local.parts.Lifeline;

/** Main class of the Stripe child: data folder, port; keys, secret and webhook come from the environment. */
final class StripeServer {
    private StripeServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        Lifeline.hold();
        var simulator = StripeSimulator.start(new StripeSimulator.Options(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                required("STRIPE_SECRET_KEY"),
                required("STRIPE_PUBLISHABLE_KEY"),
                required("STRIPE_WEBHOOK_SECRET"),
                System.getenv().getOrDefault("STRIPE_WEBHOOK_URL", "")));
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
        Thread.currentThread().join();
    }

    private static String required(String name) {
        var value = System.getenv().getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalStateException(name + " is missing");
        }
        return value;
    }
}
