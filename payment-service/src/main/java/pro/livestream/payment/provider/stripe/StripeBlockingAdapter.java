package pro.livestream.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource;
import com.stripe.net.RequestOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.payment.provider.ProviderAwayException;
import pro.livestream.payment.provider.ProviderRefusedException;

/** Stripe's blocking client on virtual threads, bounded, behind a circuit breaker; answers come back on the caller's context. */
@ApplicationScoped
class StripeBlockingAdapter {
    private static final Logger LOG = Logger.getLogger(StripeBlockingAdapter.class);

    private final StripeConfig config;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable StripeClient client;

    StripeBlockingAdapter(StripeConfig config) {
        this.config = config;
    }

    /** One exchange with Stripe, or a few that belong together. */
    @FunctionalInterface
    interface Call<T> {
        T run(StripeClient stripe) throws StripeException;
    }

    @Bulkhead(value = 32, waitingTaskQueue = 64)
    @Timeout(15_000)
    @CircuitBreaker(
            requestVolumeThreshold = 8,
            failureRatio = 0.5,
            delay = 5_000,
            failOn = {ProviderAwayException.class, TimeoutException.class})
    <T> Uni<T> run(Call<T> call) {
        var context = Vertx.currentContext();
        var answer = Uni.createFrom().item(() -> blocking(call)).runSubscriptionOn(threads);
        return context == null ? answer : answer.emitOn(task -> context.runOnContext(now -> task.run()));
    }

    private <T> T blocking(Call<T> call) {
        try {
            return call.run(client());
        } catch (ApiConnectionException | ApiException | RateLimitException away) {
            throw new ProviderAwayException(
                    "Stripe is away: " + away.getClass().getSimpleName() + " " + away.getCode());
        } catch (AuthenticationException misconfigured) {
            LOG.error("Stripe refuses STRIPE_SECRET_KEY");
            throw new ProviderAwayException("Stripe refuses our key");
        } catch (StripeException refused) {
            var error = refused.getStripeError();
            throw new ProviderRefusedException(
                    refused.getCode() == null ? "refused" : refused.getCode(),
                    error == null ? null : error.getParam(),
                    String.valueOf(refused.getUserMessage()));
        }
    }

    private StripeClient client() {
        var known = client;
        if (known != null) {
            return known;
        }
        var key = config.secretKey().orElseThrow(() -> new ProviderAwayException("STRIPE_SECRET_KEY is not set"));
        var made = StripeClient.builder()
                .setApiKey(key)
                .setApiBase(config.apiBase())
                .setConnectBase(config.apiBase())
                .setFilesBase(config.apiBase())
                .setMaxNetworkRetries(config.retries())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setReadTimeout((int) config.readTimeout().toMillis())
                .build();
        client = made;
        return made;
    }

    static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /** The raw events of the types, oldest first; a few pages at most, the next time goes on. */
    static List<String> events(StripeClient stripe, Instant since, Instant until, int pagesMax) throws StripeException {
        var path = new StringBuilder("/v1/events?limit=100&created[gte]=")
                .append(since.getEpochSecond())
                .append("&created[lte]=")
                .append(until.getEpochSecond());
        for (var index = 0; index < StripeEvents.TYPES.size(); index++) {
            path.append("&types[").append(index).append("]=").append(StripeEvents.TYPES.get(index));
        }
        var events = new ArrayList<String>();
        var after = "";
        for (var page = 0; page < pagesMax; page++) {
            var url = path + (after.isEmpty() ? "" : "&starting_after=" + after);
            var answer = StripeEvents.parse(
                    stripe.rawRequest(ApiResource.RequestMethod.GET, url, null).body());
            for (var event : answer.path("data")) {
                events.add(event.toString());
                after = event.path("id").asText();
            }
            if (!answer.path("has_more").asBoolean()) {
                break;
            }
        }
        return events.reversed();
    }
}
