package pro.livestream.stream.stage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** What was decided about a tenant's stages. */
@ApplicationScoped
public class StageDecisions {

    private final TenantDatabase database;
    private final StageChanges changes;

    StageDecisions(TenantDatabase database, StageChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Newest first. */
    public Uni<StagePage<StageDecision>> list(Tenant tenant, PageRequest page) {
        var before = page.after(1).map(cursor -> cursor.uuid(0));
        return database.inTransaction(tenant, tx -> changes.before(tx, before, page.limit() + 1))
                .map(rows -> Page.of(rows, page, told -> Cursor.of(told.decisionId())))
                .map(rows -> new StagePage<>(
                        rows.items().stream().map(StageChanges.Told::decision).toList(), rows.nextCursor()));
    }
}
