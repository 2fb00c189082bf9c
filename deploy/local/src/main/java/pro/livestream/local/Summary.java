package pro.livestream.local;

import java.util.Map;
import pro.livestream.local.service.Credentials;
import pro.livestream.local.service.Suite;

/** What is printed when everything is ready. */
final class Summary {
    private final Suite suite;
    private final Credentials credentials;
    private final Map<String, String> settings;
    private final boolean accounts;

    Summary(Suite suite, Credentials credentials, Map<String, String> settings, boolean accounts) {
        this.suite = suite;
        this.credentials = credentials;
        this.settings = Map.copyOf(settings);
        this.accounts = accounts;
    }

    String text(double seconds, long residentMib) {
        var text = new StringBuilder("\nLiveStream Pro is ready.\n\n");
        line(text, "Web", suite.publicUrl());
        line(text, "API documents", suite.publicUrl() + "/api/docs");
        line(text, "RTMP (OBS, FFmpeg)", suite.rtmpUrl() + "  with your stream key");
        line(text, "Mail catcher", settings.getOrDefault("MAIL_API_URL", ""));
        if (suite.gateway().isPresent()) {
            line(text, "Administrator", credentials.adminUsername() + " / " + credentials.adminPassword());
            line(text, "Demo broadcaster", words(credentials.broadcaster()));
            line(text, "Demo viewer", words(credentials.viewer()));
            line(text, "API_SECRET_KEY", credentials.apiSecretKey());
        }
        for (var instance : suite.instances()) {
            line(text, instance.name(), instance.url());
        }
        text.append("\nReady in %.1f s, all processes together %d MiB resident.".formatted(seconds, residentMib));
        return text.toString();
    }

    private String words(Credentials.Account account) {
        return accounts
                ? account.username() + " / " + account.password()
                : account.username() + " could not be registered; see the gateway's log";
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isBlank()) {
            text.append("  %-22s %s%n".formatted(name, value));
        }
    }
}
