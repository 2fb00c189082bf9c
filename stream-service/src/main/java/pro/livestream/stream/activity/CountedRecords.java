package pro.livestream.stream.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The table {@code counted_records}: which records of a topic a tenant's numbers hold already. */
@ApplicationScoped
class CountedRecords {

    /** Where a partition stands: records from the offset on are new, and so is any that is younger than all that were counted. */
    private record Mark(long nextOffset, Instant lastAt) {

        static final Mark START = new Mark(0, Instant.EPOCH);

        /** Offsets begin anew in a topic that was made anew; times do not. */
        boolean isNew(ConsumerRecord<?, ?> entry) {
            return entry.offset() >= nextOffset
                    || Instant.ofEpochMilli(entry.timestamp()).isAfter(lastAt);
        }

        Mark after(ConsumerRecord<?, ?> entry) {
            Instant at = Instant.ofEpochMilli(entry.timestamp());
            return new Mark(entry.offset() + 1, at.isAfter(lastAt) ? at : lastAt);
        }
    }

    /** Those of one topic's records that were not taken before; from now on they are. Other replicas wait for the transaction. */
    <V> Uni<List<ConsumerRecord<String, V>>> take(
            SqlConnection tx, String topic, List<ConsumerRecord<String, V>> entries) {
        var marks = new TreeMap<Integer, Mark>();
        entries.forEach(entry -> marks.put(entry.partition(), Mark.START));
        return lock(tx, topic, marks).chain(() -> {
            var fresh = entries.stream()
                    .filter(entry -> {
                        var mark = marks.getOrDefault(entry.partition(), Mark.START);
                        boolean isNew = mark.isNew(entry);
                        if (isNew) {
                            marks.put(entry.partition(), mark.after(entry));
                        }
                        return isNew;
                    })
                    .toList();
            return fresh.isEmpty()
                    ? Uni.createFrom().item(fresh)
                    : put(tx, topic, marks).replaceWith(fresh);
        });
    }

    /** An update that changes nothing locks a row that is there, in the order of the partitions. */
    private static Uni<Void> lock(SqlConnection tx, String topic, Map<Integer, Mark> marks) {
        var partitions = marks.keySet().toArray(Integer[]::new);
        return tx.preparedQuery("""
                        insert into counted_records as c (topic, partition, next_offset, last_at)
                        select $1, partition, 0, 'epoch' from unnest($2::int[]) as p (partition)
                        on conflict (topic, partition) do update set next_offset = c.next_offset
                        returning partition, next_offset, last_at
                        """)
                .execute(Tuple.of(topic, partitions))
                .invoke(rows -> rows.forEach(row -> marks.put(
                        row.getInteger("partition"),
                        new Mark(
                                row.getLong("next_offset"),
                                row.getOffsetDateTime("last_at").toInstant()))))
                .replaceWithVoid();
    }

    private static Uni<Void> put(SqlConnection tx, String topic, Map<Integer, Mark> marks) {
        var known = List.copyOf(marks.entrySet());
        return tx.preparedQuery("""
                        update counted_records c set next_offset = m.next_offset, last_at = m.last_at
                        from unnest($2::int[], $3::bigint[], $4::timestamptz[]) as m (partition, next_offset, last_at)
                        where c.topic = $1 and c.partition = m.partition
                        """)
                .execute(Tuple.of(
                        topic,
                        known.stream().map(Map.Entry::getKey).toArray(Integer[]::new),
                        known.stream().map(mark -> mark.getValue().nextOffset()).toArray(Long[]::new),
                        known.stream()
                                .map(mark -> mark.getValue().lastAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }
}
