package pro.livestream.bench.streams;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Streams of the past in the table of stream-service, put there at once: to start and end as many takes an hour. */
final class PastStreams implements AutoCloseable {
    private static final String DATABASE = "livestream_stream";
    private static final String USERS = "('00000000-0000-4000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid";

    /** Identifiers that lie before today's, as those of past streams do. */
    private static final String STREAM = "('01900000-0000-7bec-8000-' || lpad(n::text, 12, '0'))::uuid";

    private static final List<String> FILL =
            List.of("""
            insert into streams (stream_id, user_id, title, description, tags, category, visibility, status, media,
              media_provider, started_at, ended_at, peak_viewer_count, total_viewers, created_at, updated_at)
            select %s, %s, 'Evening ' || n || ' of ' || (array['chess', 'cooking', 'guitar', 'speedruns'])[n %% 4 + 1],
              'What we did on that evening, told again', array['benchmark', 'tag' || n %% 50], 'games', 'public', 'ended', 'none',
              'embedded', now() - n * interval '1 minute', now() - n * interval '1 minute' + interval '1 hour', n %% 300, n %% 900,
              now() - n * interval '1 minute', now()
            from generate_series(1, %%d) n
            """.formatted(STREAM, USERS), """
            insert into stream_search (stream_id, search)
            select stream_id, to_tsvector('simple', title || ' ' || description || ' ' || array_to_string(tags, ' '))
            from streams where media_provider = 'embedded' and tags[1] = 'benchmark'
            """, "analyze streams", "analyze stream_search");
    private static final List<String> EMPTY = List.of(
            "delete from stream_search where stream_id in (select stream_id from streams where tags[1] = 'benchmark')",
            "delete from streams where tags[1] = 'benchmark'");

    private final Connection database;

    /** @param number how many, at most a million */
    PastStreams(Suite suite, int number) throws IOException, SQLException {
        var address = URI.create(suite.setting("stream-service", "DATABASE_URL"));
        var login = address.getUserInfo().split(":", 2);
        var settings = new Properties();
        settings.setProperty("user", login[0]);
        settings.setProperty("password", login[1]);
        settings.setProperty("currentSchema", "t_localhost");
        database = DriverManager.getConnection(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + "/" + DATABASE, settings);
        run(EMPTY, number);
        run(FILL, number);
    }

    @Override
    public void close() throws SQLException {
        run(EMPTY, 0);
        database.close();
    }

    private void run(List<String> statements, int number) throws SQLException {
        for (var statement : statements) {
            try (var prepared = database.createStatement()) {
                prepared.execute(statement.replace("%d", Integer.toString(number)));
            }
        }
    }
}
