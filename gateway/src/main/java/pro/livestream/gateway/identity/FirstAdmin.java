package pro.livestream.gateway.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the platform's first admin from the settings, where they name one. */
@ApplicationScoped
public class FirstAdmin {
    private final Accounts accounts;
    private final IdentityConfig config;

    FirstAdmin(Accounts accounts, IdentityConfig config) {
        this.accounts = accounts;
        this.config = config;
    }

    public Uni<Void> ensure() {
        var username = config.adminUsername().filter(text -> !text.isBlank());
        var password = config.adminPassword().filter(text -> !text.isBlank());
        if (username.isEmpty() || password.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var email = config.adminEmail().filter(text -> !text.isBlank()).orElse(username.get() + "@localhost");
        return accounts.ensureAdmin(username.get(), email, password.get());
    }
}
