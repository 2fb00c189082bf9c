package pro.livestream.payment.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.UUID;
import pro.livestream.payment.ledger.Posting;
import pro.livestream.platform.id.Ids;

/** Adds postings to the ledger; PostgreSQL checks their sum and refuses one that was made before. */
@ApplicationScoped
class LedgerStore {

    Uni<Void> append(SqlConnection tx, UUID transactionId, Posting posting) {
        var postingId = Ids.next();
        var lines = new ArrayList<Tuple>();
        for (var entry : posting.entries()) {
            lines.add(Tuple.of(
                    Ids.next(), postingId, transactionId, entry.account().name(), entry.amount(), posting.currency()));
        }
        return tx.preparedQuery("""
            insert into ledger_postings (posting_id, transaction_id, kind, reference)
            values ($1, $2, $3, $4)
            """)
                .execute(Tuple.of(postingId, transactionId, posting.kind().wireName(), posting.reference()))
                .chain(() -> tx.preparedQuery("""
                    insert into ledger_entries
                        (entry_id, posting_id, transaction_id, account, amount, currency)
                    values ($1, $2, $3, $4, $5, $6)
                    """).executeBatch(lines))
                .replaceWithVoid();
    }
}
