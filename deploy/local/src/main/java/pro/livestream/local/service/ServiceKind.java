package pro.livestream.local.service;

import java.util.List;

/** A service of the suite, with the port that it prefers and the memory that it gets here. */
public enum ServiceKind {
    STREAM("stream-service", "STREAM_SERVICE", 8082, 256, true),
    CHAT("chat-service", "CHAT_SERVICE", 8081, 320, true),
    ARCHIVE("archive-service", "ARCHIVE_SERVICE", 8083, 192, false),
    PAYMENT("payment-service", "PAYMENT_SERVICE", 8084, 192, false),
    NOTIFICATION("notification-service", "NOTIFICATION_SERVICE", 8085, 192, false),
    GATEWAY("gateway", "GATEWAY", 8080, 320, true);

    /** What is called by the gateway, in the order in which it is started. */
    static final List<ServiceKind> BEHIND_GATEWAY = List.of(STREAM, CHAT, ARCHIVE, PAYMENT, NOTIFICATION);

    private final String label;
    private final String prefix;
    private final int port;
    private final int heapMaxMib;
    private final boolean busy;

    ServiceKind(String label, String prefix, int port, int heapMaxMib, boolean busy) {
        this.label = label;
        this.prefix = prefix;
        this.port = port;
        this.heapMaxMib = heapMaxMib;
        this.busy = busy;
    }

    /** The name of its module and of its first process. */
    public String label() {
        return label;
    }

    int preferredPort() {
        return port;
    }

    int heapMaxMib() {
        return heapMaxMib;
    }

    /** Whether its code is worth the time and memory of the optimising compiler. */
    boolean isBusy() {
        return busy;
    }

    String urlSetting() {
        return prefix + "_URL";
    }

    String portSetting() {
        return prefix + "_PORT";
    }

    String replicasSetting() {
        return prefix + "_REPLICAS";
    }
}
