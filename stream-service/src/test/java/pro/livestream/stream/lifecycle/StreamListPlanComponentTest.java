package pro.livestream.stream.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.RealPartsProfile;

/** With 100,000 streams behind it a list reads as many rows as it shows, or a few more. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class StreamListPlanComponentTest {

    private static final Tenant TENANT = new Tenant("other");

    @Inject
    TenantDatabase database;

    @Inject
    Tenants tenants;

    private Uni<String> explained(SqlConnection tx, StreamQuery query) {
        var listing = StreamStore.listing(query);
        return tx.preparedQuery("explain (analyze, costs off, timing off) " + listing.sql())
                .execute(listing.tuple())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")));
    }

    private static StreamQuery query(
            @Nullable String status, @Nullable UUID user, @Nullable String category, String sort) {
        return query(status, user, category, null, sort);
    }

    private static StreamQuery query(
            @Nullable String status,
            @Nullable UUID user,
            @Nullable String category,
            @Nullable String text,
            String sort) {
        return StreamQuery.from(
                status,
                user == null ? null : user.toString(),
                category,
                text,
                sort,
                PageRequest.from(null, null),
                null);
    }

    @Test
    void lists_are_read_along_an_index() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(TENANT));
        var user = new UUID(7, 1);
        String plans = database.inTransaction(
                        TENANT,
                        tx -> tx.query("""
                        insert into streams (stream_id, user_id, title, category, visibility, status, media,
                            media_provider, viewer_count, created_at, updated_at)
                        select gen_random_uuid(), lpad(to_hex(i % 500), 32, '0')::uuid, 'Past ' || i,
                            'category ' || i % 40, case when i % 10 = 0 then 'unlisted' else 'public' end, 'ended',
                            'none', 'embedded', 0, now(), now()
                        from generate_series(1, 100000) i
                        """)
                                .execute()
                                .chain(() -> tx.query("""
                        insert into stream_search (stream_id, search)
                        select stream_id, to_tsvector('simple', title) from streams where title like 'Past %'
                        """).execute())
                                .chain(() -> tx.query("analyze streams, stream_search")
                                        .execute())
                                .chain(() -> explained(tx, query(null, null, null, "recent")))
                                .chain(a -> explained(tx, query("live", null, null, "viewers"))
                                        .map(b -> a + "\n" + b))
                                .chain(a -> explained(tx, query("ended", null, null, "recent"))
                                        .map(b -> a + "\n" + b))
                                .chain(a -> explained(tx, query(null, null, null, "viewers"))
                                        .map(b -> a + "\n" + b))
                                .chain(a -> explained(tx, query(null, user, null, "recent"))
                                        .map(b -> a + "\n" + b))
                                .chain(a -> explained(tx, query(null, null, "category 7", "recent"))
                                        .map(b -> a + "\n" + b))
                                .chain(a -> explained(tx, query("ended", null, null, "past", "recent"))
                                        .map(b -> a + "\n" + b))
                                .chain(a -> explained(tx, query("ended", null, null, "past 4711", "recent"))
                                        .map(b -> a + "\n" + b))
                                .call(() -> tx.query("delete from stream_search where stream_id in"
                                                + " (select stream_id from streams where title like 'Past %')")
                                        .execute())
                                .call(() -> tx.query("delete from streams where title like 'Past %'")
                                        .execute()))
                .await()
                .atMost(Duration.ofSeconds(90));

        // the few that a rare word finds are sorted, no more
        assertThat(plans).doesNotContain("Seq Scan on stream", "top-N heapsort", "external");
        assertThat(plans.lines().filter(line -> line.startsWith("Execution Time")))
                .hasSize(8)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.replaceAll("[^0-9.]", "")))
                        .isLessThan(20));
    }
}
