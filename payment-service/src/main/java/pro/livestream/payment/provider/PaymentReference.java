package pro.livestream.payment.provider;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The payment that a provider speaks of; tenant and transaction only where the provider repeats what we told it. */
public record PaymentReference(
        String providerPaymentId,
        @Nullable String tenant,
        @Nullable UUID transactionId) {}
