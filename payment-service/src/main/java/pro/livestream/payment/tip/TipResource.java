package pro.livestream.payment.tip;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.provider.PaymentProvider;
import pro.livestream.payment.transaction.PaymentError;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.idempotency.Idempotency;
import pro.livestream.platform.identity.CurrentCaller;

/** Making a tip, and what a page needs to know for it. */
@Path("/api/transactions")
public class TipResource {
    private final TipService service;
    private final TipConfig config;
    private final PaymentProvider provider;
    private final CurrentCaller caller;

    /**
     * With what the payer's browser confirms ({@code POST {api_base}/v1/payment_intents/{id}/confirm}), and which amounts are
     * accepted; the key is empty where an installation takes no payments.
     */
    public record Checkout(String provider, String publishableKey, String apiBase, List<Currency> currencies) {}

    /** Bounds in minor units, of which 10 to the power of {@code decimals} make a major unit. */
    public record Currency(String code, int decimals, long amountMin, long amountMax) {}

    TipResource(TipService service, TipConfig config, PaymentProvider provider, CurrentCaller caller) {
        this.service = service;
        this.config = config;
        this.provider = provider;
        this.caller = caller;
    }

    @POST
    public Uni<Response> create(@Nullable TipDraft draft, @HeaderParam("Idempotency-Key") @Nullable String key) {
        var user = caller.requireUser();
        if (key == null || key.isBlank()) {
            throw new PaymentError.Invalid("Idempotency-Key", "is required, so that no tip is paid twice").refused();
        }
        if (draft == null) {
            throw Refusal.malformed("A JSON body is needed").refused();
        }
        var once = Idempotency.Request.of(user, "POST /api/transactions", key, draft);
        var never = new CacheControl();
        never.setNoStore(true);
        return service.create(user, draft, once)
                .map(answer -> Response.status(Response.Status.CREATED)
                        .entity(answer)
                        .cacheControl(never)
                        .build());
    }

    @GET
    @Path("/config")
    public Checkout checkout() {
        var checkout = provider.checkout();
        var currencies = new ArrayList<Currency>();
        for (var currency : TipCurrency.supported()) {
            currencies.add(new Currency(
                    currency.code(), currency.minorDigits(), currency.minimum(), currency.maximum(config.amountMax())));
        }
        return new Checkout(provider.name(), checkout.publishableKey(), checkout.apiBase(), currencies);
    }
}
