package pro.livestream.platform.tenant;

import java.util.regex.Pattern;

/** A tenant by its schema name: a lower-case letter, then letters, digits and underscores, 41 characters at most. */
public record Tenant(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    /** The tenant that exists in every installation. */
    public static final Tenant DEFAULT = new Tenant("localhost");

    public Tenant {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a tenant's schema name");
        }
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Prefixed, so that no tenant can name a schema of ours. */
    public String schema() {
        return "t_" + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
