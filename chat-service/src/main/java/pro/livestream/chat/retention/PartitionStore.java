package pro.livestream.chat.retention;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** The monthly partitions of messages: one node of all makes and drops them, a few seconds at a time. */
@Singleton
class PartitionStore {

    private static final String PREFIX = "chat_chatmessage_";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");

    /** So long may a change of the tables wait for those who write, who in turn wait behind it. */
    private static final String PATIENCE = "set local lock_timeout = '3s'";

    private final TenantDatabase database;

    PartitionStore(TenantDatabase database) {
        this.database = database;
    }

    /** The months that have a partition. */
    Uni<Set<YearMonth>> months(Tenant tenant) {
        return database.inTransaction(tenant, PartitionStore::months);
    }

    private static Uni<Set<YearMonth>> months(SqlConnection tx) {
        return tx.query("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                        + " where i.inhparent = 'chat_chatmessage'::regclass")
                .execute()
                .map(rows -> {
                    var months = new TreeSet<YearMonth>();
                    for (var row : rows) {
                        var suffix = row.getString("relname").substring(PREFIX.length());
                        if (suffix.matches("\\d{6}")) {
                            months.add(YearMonth.parse(suffix, MONTH));
                        }
                    }
                    return months;
                });
    }

    /** Makes a month's partition unless it is there, with the rows that had to go to the default one; answers whether it did. */
    Uni<Boolean> create(Tenant tenant, YearMonth month) {
        return alone(
                tenant,
                tx -> months(tx)
                        .chain(there -> there.contains(month)
                                ? Uni.createFrom().item(false)
                                : create(tx, month).replaceWith(true)));
    }

    private static Uni<Void> create(SqlConnection tx, YearMonth month) {
        var name = name(month);
        var from = start(month);
        var to = start(month.plusMonths(1));
        return each(
                tx,
                List.of(
                        PATIENCE,
                        "create table " + name + " (like chat_chatmessage including defaults including constraints)",
                        "with late as (delete from chat_chatmessage_default where created_at >= '" + from
                                + "' and created_at < '" + to + "' returning *) insert into " + name
                                + " select * from late",
                        "alter table chat_chatmessage attach partition " + name + " for values from ('" + from
                                + "') to ('" + to + "')"));
    }

    /** What became of a month whose time is over. */
    enum Dropped {
        DROPPED,
        /** Some of its events are not confirmed yet. */
        UNCONFIRMED,
        GONE
    }

    Uni<Dropped> drop(Tenant tenant, YearMonth month) {
        var name = name(month);
        return alone(
                tenant,
                tx -> months(tx)
                        .chain(there -> there.contains(month)
                                ? tx.query("select exists (select 1 from " + name
                                                + " where confirmed_at is null) as unsent")
                                        .execute()
                                        .chain(rows -> rows.iterator().next().getBoolean("unsent")
                                                ? Uni.createFrom().item(Dropped.UNCONFIRMED)
                                                : each(tx, List.of(PATIENCE, "drop table " + name))
                                                        .replaceWith(Dropped.DROPPED))
                                : Uni.createFrom().item(Dropped.GONE)));
    }

    /** Waits for another node that is at it. */
    private <T> Uni<T> alone(Tenant tenant, java.util.function.Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select pg_advisory_xact_lock(hashtext($1))")
                        .execute(Tuple.of("chat-partitions:" + tenant.name()))
                        .chain(() -> work.apply(tx)));
    }

    private static Uni<Void> each(SqlConnection tx, List<String> statements) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(statement -> tx.query(statement).execute())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static String name(YearMonth month) {
        return PREFIX + MONTH.format(month);
    }

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
