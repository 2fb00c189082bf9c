package pro.livestream.chat.review;

import io.netty.util.NetUtil;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where reviews may be asked for: nowhere inside the network of the service, unless its operator allows it. */
@Singleton
public class ReviewAddress {

    private static final int LENGTH_MAX = 500;

    private final boolean allowPrivate;

    ReviewAddress(ReviewConfig config) {
        this.allowPrivate = config.allowPrivate();
    }

    /** What is wrong with an address, or null; names are looked up, and judged, only when they are called. */
    public @Nullable String problem(String url) {
        if (url.length() > LENGTH_MAX) {
            return "has at most " + LENGTH_MAX + " characters";
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            return "is no URL";
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowPrivate && scheme.equals("http"))) {
            return "must begin with https://";
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return "must name a host";
        }
        if (uri.getUserInfo() != null || uri.getFragment() != null) {
            return "must have neither user nor fragment";
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return "has no such port";
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return !allowPrivate && (isInternalName(host) || isPrivateLiteral(host)) ? "must be a public address" : null;
    }

    private static boolean isInternalName(String host) {
        return (host.indexOf('.') < 0 && host.indexOf(':') < 0)
                || host.endsWith(".localhost")
                || host.endsWith(".local")
                || host.endsWith(".internal");
    }

    private static boolean isPrivateLiteral(String host) {
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        if (bytes == null) {
            // Numbers alone, such as 2130706433 or 127.1, are read as addresses by some resolvers.
            return bare.matches("[0-9a-fx.]+") && Character.isDigit(bare.charAt(bare.length() - 1));
        }
        try {
            return !isPublic(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** Whether the address that a name led to may be called. */
    boolean mayCall(InetAddress address) {
        return allowPrivate || isPublic(address);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes, 0) : isPublic6(bytes);
    }

    /** Not shared (100.64/10), protocol (192.0.0/24), documentation, benchmark (198.18/15), reserved (240/4) or 0/8. */
    private static boolean isPublic4(byte[] bytes, int from) {
        int a = bytes[from] & 0xFF;
        int b = bytes[from + 1] & 0xFF;
        int c = bytes[from + 2] & 0xFF;
        return a != 0
                && a != 10
                && a != 127
                && a < 224
                && !(a == 100 && b >= 64 && b < 128)
                && !(a == 169 && b == 254)
                && !(a == 172 && b >= 16 && b < 32)
                && !(a == 192 && (b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99)))
                && !(a == 198 && (b == 18 || b == 19 || (b == 51 && c == 100)))
                && !(a == 203 && b == 0 && c == 113);
    }

    /** Only global unicast, and what embeds an IPv4 address only where that is public. */
    private static boolean isPublic6(byte[] bytes) {
        int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        int second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
        if (first == 0x0064 && second == 0xFF9B) {
            return isPublic4(bytes, 12);
        }
        if (first == 0x2002) {
            return isPublic4(bytes, 2);
        }
        return (first & 0xE000) == 0x2000 && !(first == 0x2001 && (second == 0x0DB8 || second < 0x0200));
    }
}
