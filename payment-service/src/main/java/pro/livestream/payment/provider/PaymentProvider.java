package pro.livestream.payment.provider;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Whoever moves the money. Failures: {@link ProviderRefusedException} for good, {@link ProviderAwayException} for now. */
public interface PaymentProvider {

    /** The name under which transactions and the ledger know it. */
    String name();

    /** False where an installation takes no payments. */
    boolean isConfigured();

    /** With what a browser may confirm a payment, and where. */
    Checkout checkout();

    /** Repeating it for the same transaction prepares nothing new. */
    Uni<PreparedPayment> prepare(PaymentOrder order);

    Uni<PreparedPayment> prepared(String providerPaymentId);

    /** What the provider says now. */
    Uni<List<ProviderFact>> ask(String providerPaymentId);

    /** Gives the whole payment back; repeating it gives nothing twice. Empty while the provider still works on it. */
    Uni<List<ProviderFact>> refund(PaymentOrder order, String providerPaymentId);

    /** Calls an unpaid payment off; answers what the provider then says. */
    Uni<List<ProviderFact>> cancel(PaymentOrder order, String providerPaymentId);

    /** What the provider told in that time, also what never reached us: the raw messages, oldest first. */
    Uni<List<String>> eventsBetween(Instant since, Instant until);

    /** Refuses with {@link SignatureRefusedException} what the provider did not sign, or signed too long ago. */
    void verify(String payload, String signature);

    /** Reads a message that was verified. */
    ProviderEvent read(String payload);

    /** What a browser needs. */
    record Checkout(String publishableKey, String apiBase) {}
}
