package pro.livestream.local.demo;

import java.util.Map;
import pro.livestream.local.process.StartFailure;
import pro.livestream.local.service.Credentials.Account;

/** Somebody who is logged in. */
record Actor(String username, String userId, String token, Api api) {
    private static final int OK = 200;

    /** Registers the account where it is not known yet. */
    static Actor of(Api anonymous, Account account) {
        anonymous.post(
                "/api/auth/register",
                Map.of(
                        "username", account.username(),
                        "email", account.username() + "@example.com",
                        "password", account.password()));
        var login = anonymous.post(
                "/api/auth/login", Map.of("username", account.username(), "password", account.password()));
        if (login.status() != OK) {
            throw new StartFailure(account.username() + " can't log in: " + login.body());
        }
        var token = login.body().path("access_token").asText();
        return new Actor(
                account.username(), login.body().path("user").path("user_id").asText(), token, anonymous.as(token));
    }
}
