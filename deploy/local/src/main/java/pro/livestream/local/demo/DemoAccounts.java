package pro.livestream.local.demo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import pro.livestream.local.service.Credentials;
import pro.livestream.local.service.Credentials.Account;
import pro.livestream.local.service.Suite;

/** Registers the two demo accounts through the gateway, as a person would; a second time they are there already. */
public final class DemoAccounts {
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int UNREACHABLE = 0;
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Suite suite;
    private final Credentials credentials;

    public DemoAccounts(Suite suite, Credentials credentials) {
        this.suite = suite;
        this.credentials = credentials;
    }

    /** Whether both accounts can be used. */
    public boolean register() {
        return suite.gateway()
                .map(gateway -> new Api(gateway.url()))
                .map(api -> Stream.of(credentials.broadcaster(), credentials.viewer())
                        .map(account -> registered(api, account))
                        .toList())
                .map(results -> !results.contains(false))
                .orElse(false);
    }

    private static boolean registered(Api api, Account account) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var status = api.post(
                            "/api/auth/register",
                            Map.of(
                                    "username", account.username(),
                                    "email", account.username() + "@example.com",
                                    "password", account.password()))
                    .status();
            if (status == CREATED || status == CONFLICT) {
                return true;
            }
            if (status != UNREACHABLE && status < FIRST_SERVER_ERROR) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }
}
