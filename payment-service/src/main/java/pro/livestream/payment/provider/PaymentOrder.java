package pro.livestream.payment.provider;

import java.util.UUID;

/** A payment that a provider is to prepare; {@code currency} is ISO 4217 in upper case, the amount in its minor unit. */
public record PaymentOrder(String tenant, UUID transactionId, UUID streamId, long amount, String currency) {}
