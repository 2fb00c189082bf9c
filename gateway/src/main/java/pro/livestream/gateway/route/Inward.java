package pro.livestream.gateway.route;

/** What the gateway found out about a request and tells the service behind. */
public record Inward(String token, String requestId, String clientAddress, String scheme, String host) {}
