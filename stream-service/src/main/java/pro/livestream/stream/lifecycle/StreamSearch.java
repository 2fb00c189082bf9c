package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import pro.livestream.platform.search.SearchText;

/** The table {@code stream_search}: streams by the words of their titles, descriptions and tags. */
final class StreamSearch {

    private StreamSearch() {}

    /** In the transaction that stores the stream. */
    static Uni<Void> put(SqlConnection tx, Stream stream) {
        return tx.preparedQuery("""
                        insert into stream_search (stream_id, search) values ($1, $2::text::tsvector)
                        on conflict (stream_id) do update set search = excluded.search
                        where stream_search.search <> excluded.search
                        """)
                .execute(Tuple.of(stream.streamId(), SearchText.vector(text(stream))))
                .replaceWithVoid();
    }

    private static String text(Stream stream) {
        String description = stream.description();
        return String.join(
                "\n", stream.title(), description == null ? "" : description, String.join("\n", stream.tags()));
    }
}
