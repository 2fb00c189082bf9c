import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chat messages, senders and tips per stream and minute, from records of Kafka as kcat prints them. Needs jackson-databind:
 *
 * <pre>
 * kcat -b localhost:9092 -X isolation.level=read_committed -G analytics -J streams.chat payment.tips | java -cp 'lib/*' MessagesPerMinute.java
 * java -cp 'lib/*' MessagesPerMinute.java < sample.ndjson
 * </pre>
 */
public class MessagesPerMinute {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> seen = new HashSet<>();
    private final TreeMap<String, Row> rows = new TreeMap<>();

    private static final class Row {
        int messages;
        final Set<String> senders = new TreeSet<>();
        final TreeMap<String, Long> tips = new TreeMap<>();
    }

    public static void main(String[] args) throws IOException {
        var counting = new MessagesPerMinute();
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                counting.take(JSON.readTree(line));
            }
        }
        counting.print();
    }

    private void take(JsonNode kafkaRecord) throws IOException {
        if (kafkaRecord.path("payload").isNull()) {
            return; // a tombstone
        }
        var event = JSON.readTree(kafkaRecord.path("payload").asText());
        var type = event.path("event_type").asText();
        // delivery is at least once: of chat the comment is the identity, of others ce_id
        var identity = event.has("comment_id") ? event.path("comment_id").asText() : header(kafkaRecord, "ce_id");
        if (!seen.add(type + " " + identity)) {
            return;
        }
        switch (type) {
            case "stream_chat_message" -> {
                var row = row(event, "created_at");
                row.messages++;
                row.senders.add(event.path("user_id").asText());
            }
            case "payment_tip" ->
                row(event, "succeeded_at").tips.merge(event.path("currency").asText(), event.path("amount").asLong(), Long::sum);
            default -> {
                // other events of these topics are not counted
            }
        }
    }

    private Row row(JsonNode event, String time) {
        var minute = event.path(time).asText().substring(0, 16);
        return rows.computeIfAbsent(event.path("stream_id").asText() + "," + minute, key -> new Row());
    }

    private static String header(JsonNode kafkaRecord, String name) {
        var headers = kafkaRecord.path("headers");
        for (var at = 0; at + 1 < headers.size(); at += 2) {
            if (headers.get(at).asText().equals(name)) {
                return headers.get(at + 1).asText();
            }
        }
        throw new IllegalArgumentException("a record without " + name);
    }

    private void print() {
        System.out.println("stream,minute,messages,senders,tips");
        rows.forEach((key, row) -> {
            var tips = new StringBuilder();
            row.tips.forEach((currency, amount) ->
                    tips.append(tips.isEmpty() ? "" : " ").append(amount).append(' ').append(currency));
            System.out.println(key + "," + row.messages + "," + row.senders.size() + "," + tips);
        });
    }
}
