package pro.livestream.payment;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import pro.livestream.local.testing.EmbeddedParts;

/** What a tip left behind: entries in the ledger, records on Kafka. */
record Books(DataSource dataSource) {

    /** Sums by account; the broadcaster's account without the id. */
    Map<String, Long> balances(String transactionId) {
        return query(
                "select split_part(account, ':', 1) || case when account like 'broadcaster:%' then '' else ':' || "
                        + "split_part(account, ':', 2) end as name, sum(amount) as total "
                        + "from t_localhost.ledger_entries where transaction_id = ? group by 1",
                transactionId);
    }

    long count(String sql, String transactionId) {
        return query("select 'count' as name, count(*) as total from " + sql + " = ?", transactionId)
                .getOrDefault("count", 0L);
    }

    /** Messages about a payment that are not worked off yet. */
    long waiting(String paymentIntent) {
        var sql = "select count(*) from service.webhook_event where state = 'pending' and payload like ?";
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, "%" + paymentIntent + "%");
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> query(String sql, String transactionId) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(transactionId));
            var found = new HashMap<String, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString("name"), rows.getLong("total"));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements in one transaction of the tenant; the message of what PostgreSQL refuses. */
    String refusal(String... statements) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local search_path to t_localhost");
                for (var sql : statements) {
                    statement.execute(sql);
                }
                connection.commit();
                return "";
            } catch (SQLException refused) {
                connection.rollback();
                return String.valueOf(refused.getMessage());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records of the topic that name the transaction. */
    static List<String> records(String topic, String transactionId) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                EmbeddedParts.settings().getOrDefault("KAFKA_BROKERS", ""),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<String>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var entry : consumer.poll(Duration.ofMillis(100))) {
                    if (entry.value().contains(transactionId)) {
                        found.add(entry.value());
                    }
                }
            }
            return found;
        }
    }
}
