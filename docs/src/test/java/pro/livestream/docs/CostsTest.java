package pro.livestream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** Works out what a month costs from what was measured, what is assumed and what is charged. */
class CostsTest {
    private static final List<Integer> VIEWERS = List.of(1_000, 10_000, 50_000);
    private static final double SECONDS_AN_HOUR = 3_600;
    private static final double HOURS_A_MONTH = 730;
    private static final int OTHER_PODS = 8;

    private record Model(JsonNode measured, JsonNode assumed, JsonNode prices) {

        double streams(double viewers) {
            return viewers / 1_000 * assumed.path("streams_for_1000_viewers").asDouble();
        }

        double deliveriesPerSecond(double viewers) {
            return viewers
                    * assumed.path("messages_per_viewer_and_minute").asDouble()
                    / 60
                    * Math.min(viewers, assumed.path("viewers_per_room").asDouble());
        }

        double chatCores(double viewers) {
            return cores(deliveriesPerSecond(viewers)
                    * assumed.path("chat_cpu_us_per_delivery").asDouble()
                    / 1e6);
        }

        double gatewayCores(double viewers) {
            return cores(deliveriesPerSecond(viewers)
                    * assumed.path("gateway_cpu_us_per_delivery").asDouble()
                    / 1e6);
        }

        double mediaCores(double viewers) {
            return cores(streams(viewers)
                    * assumed.path("renditions").asDouble()
                    * assumed.path("stream_cores_per_rendition").asDouble());
        }

        /** Whole cores, at least one in each of two places. */
        private double cores(double busy) {
            return Math.max(
                    2, Math.ceil(busy / assumed.path("target_utilisation").asDouble()));
        }

        double gigabytesToViewers(double viewers) {
            return viewers * gigabytes(assumed.path("viewer_mbit_s").asDouble());
        }

        double gigabytesStored(double viewers) {
            return streams(viewers)
                    * gigabytes(assumed.path("recording_mbit_s").asDouble())
                    * 2
                    * assumed.path("archive_months").asDouble();
        }

        private double gigabytes(double mbitPerSecond) {
            return mbitPerSecond
                    * SECONDS_AN_HOUR
                    * assumed.path("hours_a_month").asDouble()
                    / 8_000;
        }

        double computing(double viewers) {
            var always = (chatCores(viewers) + gatewayCores(viewers) + OTHER_PODS / 2.0) * HOURS_A_MONTH;
            var onAir = mediaCores(viewers) * assumed.path("hours_a_month").asDouble();
            return (always + onAir) * prices.path("core_hour").asDouble() + memory(viewers);
        }

        /** A pod for each core of chat and gateway, and two of each other service. */
        private double memory(double viewers) {
            return (chatCores(viewers) + gatewayCores(viewers) + OTHER_PODS)
                    * measured.path("service_resident_gib").asDouble()
                    * assumed.path("memory_headroom").asDouble()
                    * prices.path("gib_hour").asDouble()
                    * HOURS_A_MONTH;
        }

        double servers(double viewers) {
            var database = viewers > 5_000 ? "database_month_large" : "database_month_small";
            return prices.path(database).asDouble()
                    + prices.path("redis_month").asDouble()
                    + prices.path("kafka_month").asDouble();
        }

        double traffic(double viewers) {
            var share = assumed.path("cdn_share").asDouble();
            return gigabytesToViewers(viewers)
                    * (prices.path("cdn_gb").asDouble()
                            + (1 - share) * prices.path("egress_gb").asDouble());
        }

        double storage(double viewers) {
            return gigabytesStored(viewers) * prices.path("object_gb_month").asDouble();
        }

        double sum(double viewers) {
            return computing(viewers) + servers(viewers) + traffic(viewers) + storage(viewers);
        }
    }

    @Test
    void areWorkedOut() throws IOException {
        var given = new ObjectMapper().readTree(Pages.read(Pages.ROOT.resolve("docs/costs.json")));
        var model = new Model(given.path("measured"), given.path("assumed"), given.path("prices"));
        var page = new StringBuilder("""
                # Costs

                What a month costs with so many viewers at once, for as many hours a month as are assumed. Worked out by a test from [costs.json](costs.json), which holds what was measured, what is assumed and the list prices: put in your own and run `mvn -pl contracts,docs test -Dtest=CostsTest -Ddocs.write=true`.

                | | 1,000 viewers | 10,000 viewers | 50,000 viewers |
                | --- | --- | --- | --- |
                """);
        row(page, "streams on air", "%,.0f", model::streams);
        row(page, "messages delivered each second", "%,.0f", model::deliveriesPerSecond);
        row(page, "cores of chat-service", "%,.0f", model::chatCores);
        row(page, "cores of gateways", "%,.0f", model::gatewayCores);
        row(page, "cores of media nodes, while on air", "%,.0f", model::mediaCores);
        row(page, "TB to viewers", "%,.1f", viewers -> model.gigabytesToViewers(viewers) / 1_000);
        row(page, "TB stored", "%,.1f", viewers -> model.gigabytesStored(viewers) / 1_000);
        row(page, "computing, USD", "%,.0f", model::computing);
        row(page, "PostgreSQL, Redis, Kafka, USD", "%,.0f", model::servers);
        row(page, "traffic with a CDN, USD", "%,.0f", model::traffic);
        row(page, "storage, USD", "%,.0f", model::storage);
        row(page, "**together, USD**", "**%,.0f**", model::sum);
        row(page, "USD for each viewer", "%,.2f", viewers -> model.sum(viewers) / viewers);
        page.append(
                "\nTraffic is the greater part as soon as there are viewers: the ladder's lowest rungs and a CDN's price decide, not the services.\n");
        for (var group : List.of("measured", "assumed", "prices")) {
            page.append("\n## %s\n\n%s\n\n| | |\n| --- | --- |\n"
                    .formatted(
                            group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1),
                            given.path(group).path("note").asText()));
            given.path(group).properties().stream()
                    .filter(entry -> !entry.getKey().equals("note"))
                    .forEach(entry -> page.append("| `%s` | %s |\n".formatted(entry.getKey(), entry.getValue())));
        }

        assertThat(model.sum(50_000)).isGreaterThan(model.sum(1_000));
        Pages.isAsMade("docs/costs.md", page.toString());
    }

    private static void row(StringBuilder page, String what, String format, DoubleFunction<Double> value) {
        page.append("| ").append(what);
        VIEWERS.forEach(viewers -> page.append(" | ").append(String.format(Locale.ROOT, format, value.apply(viewers))));
        page.append(" |\n");
    }
}
