package pro.livestream.local.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pro.livestream.local.process.Ports;
import pro.livestream.local.process.StartFailure;

/** Which service processes run, where each listens, and the addresses by which they know one another. */
public final class Suite {
    private static final int REPLICAS_MAX = 9;
    private static final int RTMP_PORT = 1935;
    private static final int MANAGEMENT_PORT = 9080;

    private final List<ServiceInstance> instances = new ArrayList<>();
    private final Map<String, String> environment;
    private final Ports ports;
    private final int rtmpPort;

    public Suite(Map<String, String> environment, Ports ports) {
        this.environment = Map.copyOf(environment);
        this.ports = ports;
        this.rtmpPort = number("RTMP_PORT").orElse(RTMP_PORT);
        number("API_PORT").ifPresent(ports::reserve);
        ports.reserve(rtmpPort);
        for (var kind : ServiceKind.values()) {
            if (!isElsewhere(kind)) {
                add(kind);
            }
        }
    }

    public List<ServiceInstance> instances() {
        return List.copyOf(instances);
    }

    public Optional<ServiceInstance> gateway() {
        return instances.stream().filter(i -> i.kind() == ServiceKind.GATEWAY).findFirst();
    }

    public String publicUrl() {
        return gateway()
                .map(gateway -> "http://localhost:" + gateway.port())
                .orElseGet(() -> environment.getOrDefault(ServiceKind.GATEWAY.urlSetting(), ""));
    }

    public String rtmpUrl() {
        return "rtmp://127.0.0.1:" + rtmpPort + "/live";
    }

    /** The ports that others know and that are therefore not exchanged for free ones. */
    public Map<String, Integer> knownPorts() {
        var known = new HashMap<String, Integer>();
        gateway().ifPresent(gateway -> known.put("API_PORT", gateway.port()));
        if (instances.stream().anyMatch(i -> i.kind() == ServiceKind.STREAM)) {
            known.put("RTMP_PORT", rtmpPort);
        }
        for (var kind : ServiceKind.BEHIND_GATEWAY) {
            number(kind.portSetting()).ifPresent(port -> known.put(kind.portSetting(), port));
        }
        number("MANAGEMENT_PORT").ifPresent(port -> known.put("MANAGEMENT_PORT", port));
        return known;
    }

    /** The RTMP port of a media node: the first has the well-known one. */
    int rtmpPortOf(ServiceInstance instance) {
        return instance.number() == 1 ? rtmpPort : ports.any();
    }

    /** Where each service is, for all of them. */
    Map<String, String> addresses() {
        var addresses = new HashMap<String, String>();
        for (var kind : ServiceKind.BEHIND_GATEWAY) {
            var urls = instances.stream()
                    .filter(instance -> instance.kind() == kind)
                    .map(ServiceInstance::url)
                    .collect(Collectors.joining(","));
            if (!urls.isEmpty()) {
                addresses.put(kind.urlSetting(), urls);
            }
        }
        gateway().ifPresent(gateway -> {
            addresses.put("GATEWAY_URL", publicUrl());
            addresses.put("GATEWAY_INTERNAL_URL", "http://127.0.0.1:" + gateway.managementPort());
        });
        return addresses;
    }

    /** The folder in which a service keeps media that are on their way. */
    Path spool(Path data, ServiceInstance instance) {
        return data.resolve("spool").resolve(instance.name());
    }

    private boolean isElsewhere(ServiceKind kind) {
        return !environment.getOrDefault(kind.urlSetting(), "").isBlank();
    }

    private void add(ServiceKind kind) {
        var replicas = number(kind.replicasSetting()).orElse(1);
        if (replicas < 1 || replicas > REPLICAS_MAX) {
            throw new StartFailure(kind.replicasSetting() + " must be between 1 and " + REPLICAS_MAX + ".");
        }
        for (var number = 1; number <= replicas; number++) {
            instances.add(kind == ServiceKind.GATEWAY ? gateway(number) : behindGateway(kind, number));
        }
    }

    private ServiceInstance gateway(int number) {
        var named = number("MANAGEMENT_PORT");
        var management = number == 1 ? named.orElseGet(() -> ports.preferring(MANAGEMENT_PORT)) : ports.any();
        var port = number == 1 ? number("API_PORT").orElse(ServiceKind.GATEWAY.preferredPort()) : ports.any();
        return new ServiceInstance(ServiceKind.GATEWAY, number, port, management);
    }

    private ServiceInstance behindGateway(ServiceKind kind, int number) {
        var port = number == 1
                ? number(kind.portSetting()).orElseGet(() -> ports.preferring(kind.preferredPort()))
                : ports.any();
        return new ServiceInstance(kind, number, port, port);
    }

    private Optional<Integer> number(String setting) {
        var text = environment.getOrDefault(setting, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new StartFailure(setting + " is not a number: " + text, e);
        }
    }
}
