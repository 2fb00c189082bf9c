package pro.livestream.payment.transaction;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;
import pro.livestream.platform.tenant.TenantDatabase;

/** The caller's transactions, whatever became of them. */
@Path("/api/transactions")
public class TransactionResource {
    private final Transactions transactions;
    private final TenantDatabase database;
    private final TransactionStore store;
    private final CurrentCaller caller;

    TransactionResource(
            Transactions transactions, TenantDatabase database, TransactionStore store, CurrentCaller caller) {
        this.transactions = transactions;
        this.database = database;
        this.store = store;
        this.caller = caller;
    }

    /** As the sender, or with {@code role=receiver} as the one who was tipped; newest first. */
    @GET
    public Uni<Page<TransactionView>> list(
            @QueryParam("role") @Nullable String role,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var user = caller.requireUser();
        var page = PageRequest.from(limit, cursor);
        var side = side(role);
        return database.inTransaction(user.tenant(), tx -> store.list(tx, side, user.userId(), page))
                .map(found -> new Page<>(
                        found.items().stream().map(TransactionView::of).toList(), found.nextCursor()));
    }

    @GET
    @Path("/{id}")
    public Uni<TransactionView> get(@PathParam("id") String id) {
        return transactions.get(caller.get(), id(id)).map(TransactionView::of);
    }

    private static TransactionStore.Role side(@Nullable String role) {
        return switch (role == null ? "sender" : role) {
            case "sender" -> TransactionStore.Role.SENDER;
            case "receiver" -> TransactionStore.Role.RECEIVER;
            default -> throw new PaymentError.Invalid("role", "must be sender or receiver").refused();
        };
    }

    /** What is no UUID names no transaction. */
    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new PaymentError.UnknownTransaction().refused();
        }
    }
}
