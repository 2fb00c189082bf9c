package pro.livestream.stream.media.ivs;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.aws.AwsKeys;
import pro.livestream.stream.media.outside.CallRate;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeAsyncClient;
import software.amazon.awssdk.services.ivsrealtime.model.IvsRealTimeException;

/** Calls to AWS IVS Real-Time, each in its turn of the account's quotas. */
final class IvsCalls {

    private static final Logger LOG = Logger.getLogger(IvsCalls.class);

    /** One operation of the client. */
    interface Call<T> extends Function<IvsRealTimeAsyncClient, CompletableFuture<T>> {}

    private final IvsConfig config;
    private final CallRate rate;
    private final CallRate tokenRate;
    private @Nullable IvsRealTimeAsyncClient made;

    IvsCalls(IvsConfig config) {
        this.config = config;
        this.rate = new CallRate(config.callsPerSecond(), config.turnWaitMax());
        this.tokenRate = new CallRate(config.tokensPerSecond(), config.turnWaitMax());
    }

    /** Fails with what the SDK fails with. */
    <T> Uni<T> call(Call<T> call) {
        return rate.call(() -> now(call));
    }

    /** For participant tokens, which have a quota of their own. */
    <T> Uni<T> tokenCall(Call<T> call) {
        return tokenRate.call(() -> now(call));
    }

    /** Takes a turn that nobody waits for; false where there is none. */
    boolean tryTurn() {
        return rate.tryNow();
    }

    /** Without waiting for a turn: for one that was taken. */
    <T> Uni<T> now(Call<T> call) {
        return Uni.createFrom()
                .completionStage(() -> call.apply(client()))
                .onFailure()
                .transform(IvsCalls::cause);
    }

    /** Made when it is first needed: most installations have no use for it. */
    private synchronized IvsRealTimeAsyncClient client() {
        var client = made;
        if (client == null) {
            var builder = IvsRealTimeAsyncClient.builder()
                    .region(Region.of(config.region()))
                    .overrideConfiguration(
                            settings -> settings.retryStrategy(retries -> retries.maxAttempts(config.attemptsMax())));
            config.endpoint().ifPresent(builder::endpointOverride);
            AwsKeys.of(config.accessKey(), config.secretKey()).ifPresent(builder::credentialsProvider);
            client = builder.build();
            made = client;
        }
        return client;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static boolean isTheirs(Throwable failure) {
        return failure instanceof IvsRealTimeException || failure instanceof SdkClientException;
    }

    /** Whether it was done all the same is not known. */
    static boolean isUncertain(Throwable failure) {
        return failure instanceof SdkClientException
                || (failure instanceof IvsRealTimeException theirs && theirs.statusCode() >= 500);
    }

    static RefusedException refused(Throwable failure) {
        if (failure instanceof IvsRealTimeException theirs) {
            LOG.errorf(
                    "AWS IVS: %d %s %s",
                    theirs.statusCode(),
                    theirs.awsErrorDetails() == null
                            ? ""
                            : theirs.awsErrorDetails().errorCode(),
                    theirs.getMessage());
            return Refusal.unavailable(
                            switch (theirs.statusCode()) {
                                case 402 -> "The media server has no room for another stream at the moment";
                                case 429 -> "The media server is asked for too much at the moment; try again soon";
                                default -> "The media server cannot do this right now; try again soon";
                            })
                    .refused();
        }
        LOG.warnf("AWS IVS cannot be reached: %s", failure.toString());
        return Refusal.unavailable("The media server cannot do this right now; try again soon")
                .refused();
    }

    synchronized void close() {
        var client = made;
        if (client != null) {
            client.close();
        }
    }
}
