package pro.livestream.stream.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pro.livestream.stream.media.outside.Settings;

/** Against a stand-in that takes what AWS CloudWatch takes: signed for it, in CBOR, gzipped where it is much, 1,000 data a call. */
class CloudWatchJobTest {

    private static final String OPERATION = "/service/GraniteServiceVersion20100801/operation/PutMetricData";

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;
    private final CloudWatchJob job = new CloudWatchJob(
            Settings.of(
                    CloudWatchConfig.class,
                    Map.of(
                            "livestream.cloudwatch.enabled", "true",
                            "livestream.cloudwatch.namespace", "Acme/Live",
                            "livestream.cloudwatch.region", "eu-west-1",
                            "livestream.cloudwatch.endpoint", "http://127.0.0.1:" + listen(),
                            "livestream.cloudwatch.access-key", "AK",
                            "livestream.cloudwatch.secret-key", "SK")),
            meters);

    private int listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var response = request.response()
                .putHeader("smithy-protocol", "rpc-v2-cbor")
                .putHeader("content-type", "application/cbor");
        boolean signed = String.valueOf(request.getHeader("authorization"))
                .matches("AWS4-HMAC-SHA256 Credential=AK/\\d{8}/eu-west-1/monitoring/aws4_request, .*");
        if (!request.path().equals(OPERATION) || !signed || refuses) {
            response.setStatusCode(400)
                    .putHeader("x-amzn-query-error", "InvalidParameterValue;Sender")
                    .end(Buffer.buffer(new byte[] {(byte) 0xA0}));
            return;
        }
        told.add(cbor(body.getBytes(), "gzip".equals(request.getHeader("content-encoding"))));
        response.end(Buffer.buffer(new byte[] {(byte) 0xBF, (byte) 0xFF}));
    }

    private static JsonNode cbor(byte[] body, boolean gzipped) {
        try (var in = new ByteArrayInputStream(body);
                var plain = gzipped ? new GZIPInputStream(in) : in) {
            return new CBORMapper().readTree(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell() {
        job.tell().await().atMost(Duration.ofSeconds(20));
    }

    private List<String> last() {
        return told.getLast()
                .get("MetricData")
                .valueStream()
                .map(datum -> datum.get("MetricName").asText()
                        + datum.path("Dimensions")
                                .valueStream()
                                .map(one -> " " + one.get("Name").asText() + "="
                                        + one.get("Value").asText())
                                .sorted()
                                .reduce("", String::concat)
                        + " " + datum.get("Value").asDouble())
                .sorted()
                .toList();
    }

    @AfterEach
    void close() {
        job.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void gauges_are_told_as_they_stand_and_counters_by_what_was_added() {
        meters.gauge("livestream.stage.viewers", Tags.of("tenant", "acme"), 42);
        meters.counter("http.requests", "tenant", "acme").increment();
        var joins = meters.counter("livestream.stage.joins", "tenant", "acme", "role", "viewer");
        joins.increment(3);

        tell();

        assertThat(told.getLast().get("Namespace").asText()).isEqualTo("Acme/Live");
        assertThat(last()).containsExactly("StageJoins Role=viewer Tenant=acme 3.0", "StageViewers Tenant=acme 42.0");

        joins.increment(2);
        tell();

        assertThat(last()).contains("StageJoins Role=viewer Tenant=acme 2.0");
    }

    @Test
    void what_was_refused_is_told_with_the_next() {
        meters.counter("livestream.stage.decisions", "tenant", "acme", "action", "created")
                .increment(5);
        refuses = true;
        tell();
        assertThat(told).isEmpty();

        refuses = false;
        tell();

        assertThat(last()).containsExactly("ScalingDecisions Action=created Tenant=acme 5.0");
    }

    @Test
    void more_than_a_call_takes_goes_in_several() {
        for (int n = 0; n < 1_001; n++) {
            meters.counter("livestream.stage.tokens", "tenant", "t" + n, "kind", "viewer")
                    .increment();
        }

        tell();

        assertThat(told.stream().map(call -> call.get("MetricData").size()).toList())
                .containsExactly(1_000, 1);
    }
}
