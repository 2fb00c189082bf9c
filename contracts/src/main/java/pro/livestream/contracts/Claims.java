package pro.livestream.contracts;

/** Names of the JWT claims that services read, and the values that some of them take. */
public final class Claims {
    public static final String ISSUER = "livestream";

    /** The caller's name for people: the username, or the name of an API key or service. */
    public static final String USERNAME = "upn";

    public static final String TENANT = "tenant";
    public static final String GROUPS = "groups";

    /** Space-separated, as RFC 8693 has it. */
    public static final String SCOPE = "scope";

    public static final String SESSION_ID = "sid";

    /** Who speaks: one of the {@code KIND_} values. */
    public static final String KIND = "kind";

    public static final String KIND_USER = "user";
    public static final String KIND_API_KEY = "api_key";
    public static final String KIND_SERVICE = "service";
    public static final String KIND_ANONYMOUS = "anonymous";

    public static final String GROUP_USER = "user";
    public static final String GROUP_MODERATOR = "moderator";
    public static final String GROUP_ADMIN = "admin";
    public static final String GROUP_PLATFORM_ADMIN = "platform_admin";

    /** The scope that holds every other. */
    public static final String SCOPE_ALL = "*";

    private Claims() {}
}
