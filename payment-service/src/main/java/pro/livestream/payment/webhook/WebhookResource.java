package pro.livestream.payment.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.provider.ProviderAwayException;
import pro.livestream.payment.provider.ProviderRefusedException;
import pro.livestream.payment.provider.SignatureRefusedException;
import pro.livestream.payment.transaction.PaymentError;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Public;

/** Where the provider calls: what it signed is stored and answered at once, and worked off afterwards. */
@Path("/api/webhooks/stripe")
@Public
public class WebhookResource {
    private static final int BYTES_MAX = 512 * 1024;

    private final PaymentProvider provider;
    private final WebhookJob job;

    /** The answer to a message, new or repeated. */
    public record Received(boolean received) {}

    WebhookResource(PaymentProvider provider, WebhookJob job) {
        this.provider = provider;
        this.job = job;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Received> receive(byte[] body, @HeaderParam("Stripe-Signature") @Nullable String signature) {
        if (body.length > BYTES_MAX) {
            throw Refusal.of(413, "PAYLOAD_TOO_LARGE", "The message is too large")
                    .refused();
        }
        var payload = new String(body, StandardCharsets.UTF_8);
        try {
            provider.verify(payload, signature == null ? "" : signature);
            return job.accept(payload).replaceWith(new Received(true));
        } catch (SignatureRefusedException | ProviderRefusedException bad) {
            throw Refusal.malformed("The message's signature or form is not right")
                    .refused();
        } catch (ProviderAwayException notConfigured) {
            throw new PaymentError.ProviderAway().refused();
        }
    }
}
