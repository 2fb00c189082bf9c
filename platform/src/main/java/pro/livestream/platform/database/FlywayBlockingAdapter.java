package pro.livestream.platform.database;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jboss.logging.Logger;

/** Migrations by Flyway over JDBC, off the event loop, and the making of the service's own database where it is absent. */
@ApplicationScoped
class FlywayBlockingAdapter {
    static final String PLATFORM = "db/platform";
    static final String SERVICE = "db/service";
    static final String TENANT = "db/tenant";

    private static final Logger LOG = Logger.getLogger(FlywayBlockingAdapter.class);
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final String DUPLICATE_OBJECT = "23505";

    /** A migration holds up to three connections, so two at once can't starve each other in a pool of six. */
    private static final int AT_ONCE_MAX = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE_MAX, Thread.ofPlatform().daemon().name("migrate-", 0).factory());
    private final Flyway flyway;
    private final AgroalDataSource dataSource;
    private final String jdbcUrl;
    private final String username;
    private final String password;
    private volatile String tenantFingerprint = "";

    FlywayBlockingAdapter(
            Flyway flyway,
            AgroalDataSource dataSource,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.flyway = flyway;
        this.dataSource = dataSource;
        this.jdbcUrl = jdbcUrl;
        this.username = username;
        this.password = password;
    }

    /** Makes the database if need be and brings {@code platform} and {@code service} up to date. */
    Uni<Void> prepare() {
        return blocking(() -> {
            ensureDatabase();
            migrateBlocking("platform", PLATFORM);
            migrateBlocking("service", SERVICE);
            tenantFingerprint = fingerprintOf(configured("t_fingerprint", TENANT));
        });
    }

    Uni<Void> migrate(String schema, String location) {
        return blocking(() -> migrateBlocking(schema, location));
    }

    String tenantFingerprint() {
        return tenantFingerprint;
    }

    private void migrateBlocking(String schema, String location) {
        var result = configured(schema, location).migrate();
        if (result.migrationsExecuted > 0) {
            LOG.infof(
                    "schema %s: %d migrations to version %s",
                    schema, result.migrationsExecuted, result.targetSchemaVersion);
        }
    }

    private Flyway configured(String schema, String location) {
        return Flyway.configure(Thread.currentThread().getContextClassLoader())
                .configuration(flyway.getConfiguration())
                .dataSource(dataSource)
                .resourceProvider(new MigrationFolder(flyway.getConfiguration(), location))
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .validateMigrationNaming(true)
                .load();
    }

    private static String fingerprintOf(Flyway tenant) {
        var crc = new CRC32();
        Arrays.stream(tenant.info().all())
                .map(FlywayBlockingAdapter::line)
                .forEach(line -> crc.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return Long.toHexString(crc.getValue());
    }

    private static String line(MigrationInfo migration) {
        return migration.getScript() + ":" + migration.getChecksum() + "\n";
    }

    private void ensureDatabase() {
        try (var found = connect(jdbcUrl)) {
            LOG.debugf("database found: %s", found.getCatalog());
        } catch (SQLException failure) {
            if (!NO_SUCH_DATABASE.equals(failure.getSQLState())) {
                throw new IllegalStateException("PostgreSQL can't be reached: " + failure.getMessage(), failure);
            }
            createDatabase();
        }
    }

    private void createDatabase() {
        var query = jdbcUrl.indexOf('?');
        var bare = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
        var name = bare.substring(bare.lastIndexOf('/') + 1);
        var maintenance =
                bare.substring(0, bare.lastIndexOf('/')) + "/postgres" + (query < 0 ? "" : jdbcUrl.substring(query));
        if (!name.matches("[A-Za-z0-9_-]{1,63}")) {
            throw new IllegalStateException("not a name for a database: " + name);
        }
        try (var connection = connect(maintenance);
                var statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\"");
            LOG.infof("made the database %s", name);
        } catch (SQLException failure) {
            if (!DUPLICATE_DATABASE.equals(failure.getSQLState()) && !DUPLICATE_OBJECT.equals(failure.getSQLState())) {
                throw new IllegalStateException("the database " + name + " can't be made", failure);
            }
        }
    }

    private Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "3");
        return DriverManager.getConnection(url, properties);
    }

    private Uni<Void> blocking(Runnable work) {
        return Uni.createFrom()
                .item(() -> {
                    work.run();
                    return true;
                })
                .runSubscriptionOn(threads)
                .replaceWithVoid();
    }
}
