package pro.livestream.local.service;

import java.util.Map;
import pro.livestream.local.parts.Secrets;

/** The key and accounts that are printed: those of the environment, else made once and kept. */
public record Credentials(
        String apiSecretKey, String adminUsername, String adminPassword, Account broadcaster, Account viewer) {

    /** Somebody to log in as. */
    public record Account(String username, String password) {}

    public static Credentials of(Map<String, String> environment, Secrets secrets) {
        return new Credentials(
                given(environment, "API_SECRET_KEY", secrets),
                environment.getOrDefault("ADMIN_USERNAME", "admin"),
                given(environment, "ADMIN_PASSWORD", secrets),
                new Account("demo-broadcaster", secrets.get("DEMO_BROADCASTER_PASSWORD")),
                new Account("demo-viewer", secrets.get("DEMO_VIEWER_PASSWORD")));
    }

    private static String given(Map<String, String> environment, String setting, Secrets secrets) {
        var value = environment.getOrDefault(setting, "");
        return value.isBlank() ? secrets.get(setting) : value;
    }
}
