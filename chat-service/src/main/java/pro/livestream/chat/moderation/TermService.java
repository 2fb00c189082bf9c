package pro.livestream.chat.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.audit.Audit;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.rule.RuleStore;
import pro.livestream.chat.rule.Term;
import pro.livestream.chat.rule.TermMatcher;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;

/** A channel's terms: each change is written down and compiled anew on every node. */
@Singleton
class TermService {

    private static final String COLUMNS = "id, kind, term, action, created_by, created_at, updated_at";

    private final ModerationService service;
    private final ModerationStore store;
    private final Audit audit;

    TermService(ModerationService service, ModerationStore store, Audit audit) {
        this.service = service;
        this.store = store;
        this.audit = audit;
    }

    /** Newest first. */
    Uni<List<TermView>> list(Tenant tenant, UUID channelId, Inputs.Place place, int limit) {
        return store.inTransaction(
                tenant,
                tx -> tx.preparedQuery("select " + COLUMNS + " from chat_term where channel_id = $1"
                                + " and (created_at, id) < ($2, $3) order by created_at desc, id desc limit $4")
                        .execute(Tuple.of(
                                channelId,
                                OffsetDateTime.ofInstant(place.before(), ZoneOffset.UTC),
                                place.beforeId(),
                                limit))
                        .map(TermService::all));
    }

    Uni<TermView> add(Changes.Actor actor, TermPatch term) {
        var channel = actor.room().channelId();
        return service.changing(
                actor.room(),
                true,
                tx -> checkCounts(tx, channel, term, null)
                        .chain(() -> tx.preparedQuery(
                                        "insert into chat_term (id, channel_id, kind, action, term, created_by)"
                                                + " values ($1, $2, $3, $4, $5, $6)"
                                                + " on conflict (channel_id, kind, term) do nothing returning "
                                                + COLUMNS)
                                .execute(Tuple.of(
                                        Ids.next(),
                                        channel,
                                        term.kind().wireName(),
                                        term.action().wireName(),
                                        term.text(),
                                        actor.userId())))
                        .map(rows -> all(rows).stream().findFirst().orElseThrow(TermService::exists))
                        .call(added -> audit.write(tx, act(actor, "term_add", null, added))));
    }

    Uni<TermView> change(Changes.Actor actor, UUID id, ObjectNode body) {
        var channel = actor.room().channelId();
        return service.changing(
                actor.room(),
                true,
                tx -> find(tx, channel, id).flatMap(before -> {
                    var fields = new Fields(body);
                    var term = TermPatch.change(fields, before);
                    fields.check();
                    return twin(tx, channel, id, term)
                            .chain(() -> checkCounts(tx, channel, term, before))
                            .chain(() -> tx.preparedQuery("update chat_term set kind = $3, action = $4, term = $5,"
                                            + " updated_at = now() where channel_id = $1 and id = $2 returning "
                                            + COLUMNS)
                                    .execute(Tuple.of(
                                            channel,
                                            id,
                                            term.kind().wireName(),
                                            term.action().wireName(),
                                            term.text())))
                            .map(rows -> all(rows).getFirst())
                            .call(after -> audit.write(tx, act(actor, "term_change", before, after)));
                }));
    }

    Uni<Void> remove(Changes.Actor actor, UUID id) {
        var channel = actor.room().channelId();
        return service.changing(
                actor.room(),
                true,
                tx -> find(tx, channel, id)
                        .call(() -> tx.preparedQuery("delete from chat_term where channel_id = $1 and id = $2")
                                .execute(Tuple.of(channel, id)))
                        .chain(before -> audit.write(tx, act(actor, "term_remove", before, null))));
    }

    private static Uni<TermView> find(SqlConnection tx, UUID channelId, UUID id) {
        return tx.preparedQuery("select " + COLUMNS + " from chat_term where channel_id = $1 and id = $2")
                .execute(Tuple.of(channelId, id))
                .map(rows -> all(rows).stream()
                        .findFirst()
                        .orElseThrow(
                                () -> Refusal.notFound("There is no such term").refused()));
    }

    private static Uni<Void> twin(SqlConnection tx, UUID channelId, UUID id, TermPatch term) {
        return tx.preparedQuery(
                        "select 1 from chat_term where channel_id = $1 and kind = $2 and term = $3 and id <> $4")
                .execute(Tuple.of(channelId, term.kind().wireName(), term.text(), id))
                .invoke(rows -> {
                    if (rows.size() > 0) {
                        throw exists();
                    }
                })
                .replaceWithVoid();
    }

    /** The channel's row is locked, so that nobody else adds one meanwhile. */
    private static Uni<Void> checkCounts(SqlConnection tx, UUID channelId, TermPatch term, @Nullable TermView before) {
        return tx.preparedQuery("select count(*) as terms, count(*) filter (where kind = 'regex') as expressions"
                        + " from chat_term where channel_id = $1 and id <> $2")
                .execute(Tuple.from(Arrays.asList(channelId, before == null ? new UUID(0, 0) : before.id())))
                .invoke(rows -> {
                    var row = rows.iterator().next();
                    if (row.getLong("terms") >= Term.COUNT_MAX) {
                        throw tooMany("A channel has at most " + Term.COUNT_MAX + " terms");
                    }
                    if (term.kind() == Term.Kind.REGEX && row.getLong("expressions") >= Term.REGEX_COUNT_MAX) {
                        throw tooMany("A channel has at most " + Term.REGEX_COUNT_MAX + " regular expressions");
                    }
                })
                .chain(() -> term.kind() == Term.Kind.REGEX && TermMatcher.isOpen(term.text())
                        ? checkOpen(tx, channelId, before)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> checkOpen(SqlConnection tx, UUID channelId, @Nullable TermView before) {
        return RuleStore.terms(tx, channelId)
                .invoke(terms -> {
                    long open = terms.stream()
                            .filter(other -> other.kind() == Term.Kind.REGEX
                                    && TermMatcher.isOpen(other.text())
                                    && (before == null || !other.id().equals(before.id())))
                            .count();
                    if (open >= Term.OPEN_REGEX_COUNT_MAX) {
                        throw tooMany("A channel has at most " + Term.OPEN_REGEX_COUNT_MAX
                                + " regular expressions without two letters or digits in a row that every match has");
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException tooMany(String message) {
        return Refusal.conflict("TOO_MANY_TERMS", message).refused();
    }

    private static RuntimeException exists() {
        return Refusal.conflict("TERM_EXISTS", "The channel has this term already")
                .refused();
    }

    private static Audit.Act act(
            Changes.Actor actor, String action, @Nullable TermView before, @Nullable TermView after) {
        var details = FrameJson.object();
        details.set("before", before == null ? null : before.toJson());
        details.set("after", after == null ? null : after.toJson());
        return ModerationService.act(actor, action, null, null, null).with(details);
    }

    private static List<TermView> all(RowSet<Row> rows) {
        var all = new ArrayList<TermView>(rows.size());
        for (var row : rows) {
            all.add(new TermView(
                    row.getUUID("id"),
                    row.getString("kind"),
                    row.getString("term"),
                    row.getString("action"),
                    row.getUUID("created_by"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("updated_at").toInstant()));
        }
        return all;
    }
}
