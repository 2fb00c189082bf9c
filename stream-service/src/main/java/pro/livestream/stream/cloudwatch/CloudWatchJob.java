package pro.livestream.stream.cloudwatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.stream.aws.AwsKeys;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Tells AWS CloudWatch the numbers of stages where that is wanted; what could not be told is told with the next. */
@ApplicationScoped
class CloudWatchJob {

    private static final Logger LOG = Logger.getLogger(CloudWatchJob.class);

    /** The bound of one call there. */
    private static final int DATA_MAX = 1_000;

    private final CloudWatchConfig config;
    private final StageReadings readings;
    private final Clock clock = Clock.systemUTC();
    private @Nullable CloudWatchAsyncClient made;

    CloudWatchJob(CloudWatchConfig config, MeterRegistry meters) {
        this.config = config;
        this.readings = new StageReadings(meters);
    }

    @Scheduled(every = "{livestream.cloudwatch.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tell() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        var reading = readings.read(clock.instant());
        return Multi.createFrom()
                .iterable(parts(reading.data()))
                .onItem()
                .transformToUniAndConcatenate(part -> Uni.createFrom()
                        .completionStage(() -> client().putMetricData(request ->
                                request.namespace(config.namespace()).metricData(part))))
                .collect()
                .last()
                .invoke(() -> readings.told(reading))
                .onFailure()
                .invoke(e -> LOG.warnf("AWS CloudWatch is not told: %s", e.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static List<List<MetricDatum>> parts(List<MetricDatum> data) {
        var parts = new ArrayList<List<MetricDatum>>();
        for (int from = 0; from < data.size(); from += DATA_MAX) {
            parts.add(data.subList(from, Math.min(from + DATA_MAX, data.size())));
        }
        return parts;
    }

    /** Made when it is first needed: most installations have no use for it. */
    private synchronized CloudWatchAsyncClient client() {
        var client = made;
        if (client == null) {
            var builder = CloudWatchAsyncClient.builder().region(Region.of(config.region()));
            config.endpoint().ifPresent(builder::endpointOverride);
            AwsKeys.of(config.accessKey(), config.secretKey()).ifPresent(builder::credentialsProvider);
            client = builder.build();
            made = client;
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        var client = made;
        if (client != null) {
            client.close();
        }
    }
}
