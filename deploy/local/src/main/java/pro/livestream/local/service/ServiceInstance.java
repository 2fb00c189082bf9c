package pro.livestream.local.service;

/** One process of a service; the second of a chat service is {@code chat-service-2}. */
public record ServiceInstance(ServiceKind kind, int number, int port, int managementPort) {

    public String name() {
        return number == 1 ? kind.label() : kind.label() + "-" + number;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    String readyUrl() {
        return "http://127.0.0.1:" + managementPort + "/q/health/ready";
    }
}
