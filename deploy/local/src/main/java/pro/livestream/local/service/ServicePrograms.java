package pro.livestream.local.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pro.livestream.local.parts.Secrets;
import pro.livestream.local.parts.StripePart;
import pro.livestream.local.process.Program;
import pro.livestream.local.process.Readiness;
import pro.livestream.local.process.StartFailure;

/** Turns the instances of a suite into programs with everything that they are told by their environment. */
public final class ServicePrograms {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final Suite suite;
    private final ServiceJvm jvm;
    private final Path data;
    private final Secrets secrets;
    private final Credentials credentials;
    private final Map<String, String> parts;

    public ServicePrograms(
            Suite suite,
            ServiceJvm jvm,
            Path data,
            Secrets secrets,
            Credentials credentials,
            Map<String, String> parts) {
        this.suite = suite;
        this.jvm = jvm;
        this.data = data;
        this.secrets = secrets;
        this.credentials = credentials;
        this.parts = Map.copyOf(parts);
    }

    public Program of(ServiceInstance instance) {
        var kind = instance.kind();
        if (!Files.exists(jvm.jar(kind))) {
            throw new StartFailure(kind.label() + " is not built: " + jvm.jar(kind) + " is missing.");
        }
        return new Program(
                instance.name(),
                jvm.command(kind),
                environment(instance),
                data.resolve("work").resolve(instance.name()),
                List.of(new Program.Endpoint(instance.name(), instance.port(), instance.url())),
                Readiness.http(instance.readyUrl()),
                Program.StopSignal.TERM,
                READY_WITHIN);
    }

    private Map<String, String> environment(ServiceInstance instance) {
        var environment = new HashMap<>(parts);
        if (instance.kind() != ServiceKind.PAYMENT) {
            environment.keySet().removeAll(StripePart.SECRETS);
        }
        environment.putAll(suite.addresses());
        environment.put("SERVICE_INSTANCE", instance.name());
        environment.put("SERVICE_HOST", "127.0.0.1");
        environment.put("SERVICE_SECRET", secret(instance.kind()));
        environment.put("LIVESTREAM_SPOOL", suite.spool(data, instance).toString());
        switch (instance.kind()) {
            case GATEWAY -> {
                environment.put("API_PORT", Integer.toString(instance.port()));
                environment.put("SERVICE_PORT", Integer.toString(instance.port()));
                environment.put("MANAGEMENT_PORT", Integer.toString(instance.managementPort()));
                environment.put("API_SECRET_KEY", credentials.apiSecretKey());
                environment.put("ADMIN_USERNAME", credentials.adminUsername());
                environment.put("ADMIN_PASSWORD", credentials.adminPassword());
                environment.put(
                        "SERVICE_SECRETS",
                        ServiceKind.BEHIND_GATEWAY.stream()
                                .map(kind -> kind.label() + ":" + secret(kind))
                                .collect(Collectors.joining(",")));
            }
            case STREAM -> {
                environment.put("SERVICE_PORT", Integer.toString(instance.port()));
                environment.put("RTMP_PORT", Integer.toString(suite.rtmpPortOf(instance)));
            }
            case CHAT, ARCHIVE, PAYMENT, NOTIFICATION ->
                environment.put("SERVICE_PORT", Integer.toString(instance.port()));
        }
        return environment;
    }

    private String secret(ServiceKind kind) {
        return secrets.get("SERVICE_SECRET_" + kind.label());
    }
}
