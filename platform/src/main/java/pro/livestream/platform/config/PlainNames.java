package pro.livestream.platform.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Lets the documented plain environment names ({@code DATABASE_URL}, {@code REDIS_HOST}, ...) set Quarkus' own settings. */
public final class PlainNames implements ConfigSourceFactory {
    /** Above application.properties (250), below system properties and the environment (300). */
    private static final int ORDINAL = 275;

    /** Named in each service's application.properties: which of the databases it owns. */
    static final String DATABASE_KEY = "livestream.service.database";

    /** Quarkus takes an empty address for its default one, and a blank one for the wish to send nothing. */
    private static final String NOWHERE = " ";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var settings = new HashMap<String, String>();
        var database = value(context, DATABASE_KEY);
        if (database != null) {
            postgres(context, database, settings);
        }
        redis(context, settings);
        settings.put(
                "quarkus.otel.exporter.otlp.traces.endpoint",
                or(value(context, "OTEL_EXPORTER_OTLP_ENDPOINT"), NOWHERE));
        return List.of(new PropertiesConfigSource(settings, "livestream plain names", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static void postgres(ConfigSourceContext context, String database, Map<String, String> settings) {
        var own = database.toUpperCase(Locale.ROOT) + "_DATABASE_URL";
        var ownUrl = value(context, own);
        var url = ownUrl != null ? ownUrl : value(context, "DATABASE_URL");
        var user = or(value(context, "DB_USER"), "livestream");
        var password = or(value(context, "DB_PASSWORD"), "");
        var ssl = Boolean.parseBoolean(or(value(context, "DB_SSL_ENABLED"), "false"));
        String host;
        int port;
        String name;
        if (url == null) {
            host = or(value(context, "DB_HOST"), "127.0.0.1");
            port = port("DB_PORT", or(value(context, "DB_PORT"), "5432"));
            name = or(value(context, "DB_NAME"), "livestream") + "_" + database;
        } else {
            var uri = uri(ownUrl != null ? own : "DATABASE_URL", url, "postgresql", "postgres");
            host = uri.getHost();
            port = uri.getPort() < 0 ? 5432 : uri.getPort();
            var path = uri.getPath().length() > 1 ? uri.getPath().substring(1) : "livestream";
            name = ownUrl != null ? path : path + "_" + database;
            var credentials = uri.getUserInfo();
            if (credentials != null) {
                var colon = credentials.indexOf(':');
                user = colon < 0 ? credentials : credentials.substring(0, colon);
                password = colon < 0 ? password : credentials.substring(colon + 1);
            }
            ssl = ssl || "require".equals(queryValue(uri, "sslmode"));
        }
        var server = host + ":" + port + "/" + name;
        settings.put("quarkus.datasource.reactive.url", "postgresql://" + server);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + server + (ssl ? "?sslmode=require" : ""));
        settings.put("quarkus.datasource.username", user);
        settings.put("quarkus.datasource.password", password);
        if (ssl) {
            settings.put("quarkus.datasource.reactive.postgresql.ssl-mode", "require");
            settings.put("quarkus.datasource.reactive.trust-all", "true");
        }
    }

    private static void redis(ConfigSourceContext context, Map<String, String> settings) {
        var url = value(context, "REDIS_URL");
        if (url == null) {
            var tls = Boolean.parseBoolean(or(value(context, "REDIS_TLS_ENABLED"), "false"));
            url = (tls ? "rediss://" : "redis://") + or(value(context, "REDIS_HOST"), "127.0.0.1") + ":"
                    + port("REDIS_PORT", or(value(context, "REDIS_PORT"), "6379"));
        } else {
            var _ = uri("REDIS_URL", url, "redis", "rediss");
        }
        settings.put("quarkus.redis.hosts", url);
        var password = value(context, "REDIS_PASSWORD");
        if (password != null) {
            settings.put("quarkus.redis.password", password);
        }
    }

    private static URI uri(String setting, String text, String scheme, String otherScheme) {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && (scheme.equals(uri.getScheme()) || otherScheme.equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(setting + " is not a " + scheme + ":// address", null);
        }
        throw new IllegalArgumentException(setting + " is not a " + scheme + "://host:port/... address");
    }

    private static int port(String setting, String text) {
        try {
            var port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(setting + " is not a port: " + text, null);
        }
        throw new IllegalArgumentException(setting + " is not a port: " + text);
    }

    private static @Nullable String queryValue(URI uri, String name) {
        if (uri.getQuery() == null) {
            return null;
        }
        for (var pair : uri.getQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
