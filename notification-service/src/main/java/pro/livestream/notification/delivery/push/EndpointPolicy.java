package pro.livestream.notification.delivery.push;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Which addresses users may have us send to: public push services over TLS, nothing inside our network. */
final class EndpointPolicy {
    private static final int LENGTH_MAX = 2_000;

    private EndpointPolicy() {}

    static Optional<URI> parse(String endpoint, boolean privateAllowed) {
        if (endpoint.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            var uri = new URI(endpoint);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            var good = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (scheme.equals("https") || (privateAllowed && scheme.equals("http")));
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    static boolean isPublic(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isSiteLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !isSpecial(address);
    }

    /** Unique local IPv6 (fc00::/7); 0.0.0.0/8 and shared addresses of carriers (100.64.0.0/10) of IPv4. */
    private static boolean isSpecial(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet6Address
                ? (bytes[0] & 0xFE) == 0xFC
                : bytes[0] == 0 || ((bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64);
    }

    static int port(URI endpoint) {
        return endpoint.getPort() >= 0 ? endpoint.getPort() : "http".equals(endpoint.getScheme()) ? 80 : 443;
    }

    /** The audience of a VAPID token (RFC 8292): the origin, with its port where it is not the scheme's own. */
    static String origin(URI endpoint) {
        var port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return endpoint.getScheme() + "://" + endpoint.getHost() + port;
    }
}
