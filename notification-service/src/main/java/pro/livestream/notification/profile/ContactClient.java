package pro.livestream.notification.profile;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.ServiceTokens;
import pro.livestream.platform.json.WireJson;
import pro.livestream.platform.tenant.Tenant;

/** Asks the gateway, which owns accounts, how to reach a user; topics carry no addresses. */
@ApplicationScoped
public class ContactClient {
    private static final int POOL_MAX = 8;

    private final WebClient client;
    private final ServiceTokens tokens;
    private final ContactConfig config;

    ContactClient(Vertx vertx, ServiceTokens tokens, ContactConfig config) {
        this.client = WebClient.create(
                vertx, new WebClientOptions().setMaxPoolSize(POOL_MAX).setConnectTimeout((int)
                                config.timeout().toMillis()));
        this.tokens = tokens;
        this.config = config;
    }

    /** Empty for a user whom the gateway doesn't know, or won't tell of; fails while it can't be asked. */
    public Uni<Optional<Contact>> find(Tenant tenant, UUID userId) {
        return tokens.bearerFor(tenant)
                .chain(bearer -> client.getAbs(config.url() + "/internal/users/" + userId + "/contact")
                        .putHeader("Authorization", bearer)
                        .timeout(config.timeout().toMillis())
                        .send())
                .map(ContactClient::parse);
    }

    private static Optional<Contact> parse(HttpResponse<Buffer> response) {
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw Refusal.unavailable("Accounts can't be looked up right now: " + response.statusCode())
                    .refused();
        }
        try {
            return Optional.of(WireJson.mapper().readValue(response.body().getBytes(), Contact.class));
        } catch (IOException malformed) {
            throw Refusal.unavailable("Accounts are told in a way that is not understood")
                    .refused();
        }
    }
}
