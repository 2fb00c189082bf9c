package pro.livestream.chat.rule;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.FrameJson;

/** A channel's rules in PostgreSQL. */
public final class RuleStore {

    private static final int MARKS_MAX = 20_000;

    private RuleStore() {}

    /** Rules whose terms are not compiled yet; {@code terms} is null where those of {@code termsVersion} are known. */
    public record Loaded(
            long version,
            long termsVersion,
            Policy policy,
            UUID salt,
            @Nullable Buffer secret,
            Map<ByteBuffer, ChannelRules.Marked> marks,
            @Nullable List<Term> terms) {}

    /** Makes the channel's row unless it is there. */
    public static Uni<Void> ensure(SqlConnection tx, UUID channelId) {
        return tx.preparedQuery("insert into chat_channel (channel_id) values ($1) on conflict do nothing")
                .execute(Tuple.of(channelId))
                .replaceWithVoid();
    }

    /** Says that something of the channel has changed, and lets one transaction change it at a time. */
    public static Uni<Void> touch(SqlConnection tx, UUID channelId, boolean terms) {
        return tx.preparedQuery("insert into chat_channel as c (channel_id, version, terms_version) values ($1, 1, $2)"
                        + " on conflict (channel_id) do update set version = c.version + 1,"
                        + " terms_version = c.terms_version + $2")
                .execute(Tuple.of(channelId, terms ? 1L : 0L))
                .replaceWithVoid();
    }

    public static Uni<Loaded> load(SqlConnection tx, UUID channelId, long knownTermsVersion) {
        return tx.preparedQuery("select version, terms_version, policy::text as policy, salt, review_secret"
                        + " from chat_channel where channel_id = $1")
                .execute(Tuple.of(channelId))
                .flatMap(rows -> {
                    for (var row : rows) {
                        return marks(tx, channelId)
                                .flatMap(marks -> with(tx, channelId, row, marks, knownTermsVersion));
                    }
                    return Uni.createFrom()
                            .item(new Loaded(0, 0, Policy.DEFAULT, new UUID(0, 0), null, Map.of(), List.of()));
                });
    }

    private static Uni<Loaded> with(
            SqlConnection tx, UUID channelId, Row row, Map<ByteBuffer, ChannelRules.Marked> marks, long known) {
        long termsVersion = row.getLong("terms_version");
        var secret = row.getBuffer("review_secret");
        var loaded = new Loaded(
                row.getLong("version"),
                termsVersion,
                Policy.of(FrameJson.own(row.getString("policy"))),
                row.getUUID("salt"),
                secret == null ? null : secret.getDelegate(),
                marks,
                null);
        return termsVersion == known
                ? Uni.createFrom().item(loaded)
                : terms(tx, channelId)
                        .map(terms -> new Loaded(
                                loaded.version(),
                                termsVersion,
                                loaded.policy(),
                                loaded.salt(),
                                loaded.secret(),
                                marks,
                                terms));
    }

    private static Uni<Map<ByteBuffer, ChannelRules.Marked>> marks(SqlConnection tx, UUID channelId) {
        return tx.preparedQuery("select m.user_id, m.mark, m.created_at from chat_ban_mark m"
                        + " join chat_ban b on b.channel_id = m.channel_id and b.user_id = m.user_id"
                        + " where m.channel_id = $1 and b.kind = 'ban' and (b.until is null or b.until > now())"
                        + " order by m.created_at limit " + MARKS_MAX)
                .execute(Tuple.of(channelId))
                .map(rows -> {
                    var marks = new HashMap<ByteBuffer, ChannelRules.Marked>();
                    for (var row : rows) {
                        marks.put(
                                ByteBuffer.wrap(row.getBuffer("mark").getBytes()),
                                new ChannelRules.Marked(
                                        row.getUUID("user_id"),
                                        row.getOffsetDateTime("created_at").toInstant()));
                    }
                    return marks;
                });
    }

    /** All terms of a channel, oldest first. */
    public static Uni<List<Term>> terms(SqlConnection tx, UUID channelId) {
        return tx.preparedQuery(
                        "select id, kind, action, term from chat_term where channel_id = $1 order by created_at")
                .execute(Tuple.of(channelId))
                .map(rows -> {
                    var terms = new ArrayList<Term>(rows.size());
                    for (var row : rows) {
                        terms.add(term(row));
                    }
                    return terms;
                });
    }

    public static Term term(Row row) {
        return new Term(
                row.getUUID("id"),
                Term.Kind.named(row.getString("kind")).orElseThrow(),
                RuleAction.named(row.getString("action")).orElseThrow(),
                row.getString("term"));
    }
}
