package pro.livestream.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Reads the settings of a config mapping from its source: names, defaults and Javadoc. */
final class Settings {
    private static final Pattern PLAIN = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::(.*))?}", Pattern.DOTALL);

    private final CompilationUnitTree unit;
    private final DocTrees docs;
    private final Map<String, ClassTree> nested = new LinkedHashMap<>();
    private final List<Setting> found = new ArrayList<>();

    /** One setting as the page shows it. */
    record Setting(String property, String environment, String byDefault, String meaning) {
        String row() {
            return "| `%s` | %s | %s | %s |\n"
                    .formatted(
                            property,
                            environment.isEmpty() ? "" : "`" + environment + "`",
                            byDefault.isEmpty() ? "" : "`" + byDefault + "`",
                            meaning.replace("|", "\\|"));
        }
    }

    private Settings(CompilationUnitTree unit, DocTrees docs) {
        this.unit = unit;
        this.docs = docs;
    }

    static List<Setting> of(Path file) {
        try {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var files = compiler.getStandardFileManager(null, null, null)) {
                var task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(file));
                var settings = new Settings(task.parse().iterator().next(), DocTrees.instance(task));
                settings.read();
                return settings.found;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read() {
        for (var type : unit.getTypeDecls()) {
            if (type instanceof ClassTree mapping) {
                var prefix = annotation(mapping.getModifiers(), "ConfigMapping");
                if (prefix.isPresent()) {
                    mapping.getMembers().stream()
                            .filter(ClassTree.class::isInstance)
                            .map(ClassTree.class::cast)
                            .forEach(inner -> nested.put(inner.getSimpleName().toString(), inner));
                    group(prefix.get(), mapping, TreePath.getPath(unit, mapping));
                }
            }
        }
    }

    private void group(String prefix, ClassTree mapping, TreePath path) {
        for (var member : mapping.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                var name = annotation(method.getModifiers(), "WithName")
                        .orElseGet(() -> kebab(method.getName().toString()));
                var property = prefix + "." + name;
                var inner = nested.get(String.valueOf(method.getReturnType()));
                if (inner != null) {
                    group(property, inner, TreePath.getPath(unit, inner));
                } else {
                    found.add(setting(property, method, new TreePath(path, method)));
                }
            }
        }
    }

    private Setting setting(String property, MethodTree method, TreePath path) {
        var byDefault = annotation(method.getModifiers(), "WithDefault").orElse("");
        var environment = "";
        var plain = PLAIN.matcher(byDefault);
        if (plain.matches()) {
            environment = plain.group(1);
            byDefault = plain.group(2) == null ? "" : plain.group(2);
        }
        DocCommentTree comment = docs.getDocCommentTree(path);
        var meaning = comment == null
                ? ""
                : comment.getFullBody().stream().map(Object::toString).collect(Collectors.joining());
        return new Setting(property, environment, byDefault, text(meaning));
    }

    private static String text(String javadoc) {
        return javadoc.replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The one value, or the {@code prefix}, of an annotation. */
    private static Optional<String> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().endsWith(name))
                .findFirst()
                .flatMap(Settings::value);
    }

    private static Optional<String> value(AnnotationTree annotation) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment
                    && List.of("value", "prefix")
                            .contains(assignment.getVariable().toString())
                    && assignment.getExpression() instanceof LiteralTree literal) {
                return Optional.of(String.valueOf(literal.getValue()));
            }
            if (argument.getKind() == Tree.Kind.STRING_LITERAL) {
                return Optional.of(String.valueOf(((LiteralTree) argument).getValue()));
            }
        }
        return Optional.empty();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** What {@code PlainNames} of the platform and the shared properties read; checked against their text. */
    static Map<String, String> connections() {
        var names = new LinkedHashMap<String, String>();
        names.put(
                "DATABASE_URL",
                "`postgresql://user:password@host:port/base`; each service uses `base_chat` and so on there");
        for (var own : List.of("IDENTITY", "CHAT", "STREAM", "ARCHIVE", "PAYMENT", "NOTIFICATION")) {
            names.put(own + "_DATABASE_URL", "the whole address of that one database, instead");
        }
        names.put("DB_HOST", "PostgreSQL's host, where no `DATABASE_URL` is set (127.0.0.1)");
        names.put("DB_PORT", "its port (5432)");
        names.put("DB_NAME", "the base name of the databases (livestream)");
        names.put("DB_USER", "its user (livestream)");
        names.put("DB_PASSWORD", "its password");
        names.put("DB_SSL_ENABLED", "`true`: only over TLS");
        names.put("DB_POOL_MAX", "connections of one service at most (20)");
        names.put("DB_POOL_MIN", "connections that a service keeps (2)");
        names.put("REDIS_URL", "`redis://host:port` or `rediss://`");
        names.put("REDIS_HOST", "Redis' host, where no `REDIS_URL` is set (127.0.0.1)");
        names.put("REDIS_PORT", "its port (6379)");
        names.put("REDIS_PASSWORD", "its password");
        names.put("REDIS_TLS_ENABLED", "`true`: over TLS");
        names.put("KAFKA_BROKERS", "`host:port`, comma-separated (127.0.0.1:9092)");
        names.put("SMTP_HOST", "the mail server's host (127.0.0.1)");
        names.put("SMTP_PORT", "its port (1025)");
        names.put("SMTP_USERNAME", "its user");
        names.put("SMTP_PASSWORD", "its password");
        names.put("SMTP_FROM", "the sender of mails");
        names.put("SMTP_START_TLS", "`DISABLED` (default), `OPTIONAL` or `REQUIRED`");
        names.put("SMTP_TLS", "`true`: TLS from the first byte, as on port 465");
        names.put("API_PORT", "the gateway's public port (8080)");
        names.put("API_HOST", "the address that the gateway's public port binds to (`SERVICE_HOST`)");
        names.put("MANAGEMENT_PORT", "the gateway's port for services, probes and Prometheus (9080)");
        names.put("PROXY_FORWARDING", "`true`: the gateway believes `X-Forwarded-*`, behind a proxy of one's own");
        for (var service : List.of("CHAT", "STREAM", "ARCHIVE", "PAYMENT", "NOTIFICATION")) {
            names.put(service + "_SERVICE_URL", "where that service's replicas are, comma-separated");
        }
        names.put("VIEWERS_COUNT_EVERY", "how often viewers are counted (2s)");
        names.put("IMAGE_REVISION", "the commit that an image is labelled with, when it is built");
        names.put("SERVICE_PORT", "the port of any other service");
        names.put("SERVICE_HOST", "the address that a service binds to (127.0.0.1)");
        names.put("LOG_LEVEL", "INFO, DEBUG, ...");
        names.put("OTEL_EXPORTER_OTLP_ENDPOINT", "a collector of traces, `http://host:4317`; without it none are sent");
        names.put("OTEL_EXPORTER_OTLP_PROTOCOL", "how it is spoken to: `grpc` (default) or `http/protobuf`");
        return names;
    }
}
