package pro.livestream.chat.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the hosts that a text points to, also without a scheme under usual endings, and says which are foreign. */
public final class LinkPolicy {

    public static final int HOSTS_MAX = 100;
    private static final int FOUND_MAX = 50;
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");
    private static final Pattern WITH_SCHEME =
            Pattern.compile("(?:[a-z][a-z0-9+.-]{0,15}:)?//([^\\s/?#<>\"\\\\]{1,300})");
    private static final Pattern BARE = Pattern.compile("(?<![\\p{L}\\p{N}@._-])((?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}"
            + "(?:com|net|org|info|biz|io|gg|tv|me|co|ly|be|to|cc|ru|cn|tw|jp|de|uk|fr|eu|us|in|kr|xyz|top|site|shop"
            + "|link|live|club|online|store|app|dev|page|click))(?![\\p{L}\\p{N}-])");

    private LinkPolicy() {}

    /** Whether it is a host name in lower case, as a list of allowed ones holds it. */
    public static boolean isHost(String name) {
        return HOST.matcher(name).matches();
    }

    /** Whether the text, already without case and width, has a link to none of the allowed hosts. */
    static boolean hasForeignLink(String plain, Set<String> allowed) {
        if (plain.indexOf('.') < 0 && !plain.contains("//")) {
            return false;
        }
        return hosts(plain).stream().anyMatch(host -> !isAllowed(host, allowed));
    }

    static List<String> hosts(String plain) {
        var hosts = new ArrayList<String>();
        var full = WITH_SCHEME.matcher(plain);
        while (full.find() && hosts.size() < FOUND_MAX) {
            hosts.add(hostOf(full.group(1)));
        }
        var bare = BARE.matcher(WITH_SCHEME.matcher(plain).replaceAll(" "));
        while (bare.find() && hosts.size() < FOUND_MAX) {
            hosts.add(bare.group(1));
        }
        return hosts;
    }

    /** Behind user and password, before the port. */
    private static String hostOf(String authority) {
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':');
        host = port < 0 ? host : host.substring(0, port);
        while (host.endsWith(".") || host.endsWith(",") || host.endsWith(")")) {
            host = host.substring(0, host.length() - 1);
        }
        return host;
    }

    private static boolean isAllowed(String host, Set<String> allowed) {
        int at = 0;
        while (!allowed.contains(host.substring(at))) {
            int dot = host.indexOf('.', at);
            if (dot < 0) {
                return false;
            }
            at = dot + 1;
        }
        return true;
    }
}
