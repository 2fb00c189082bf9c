package pro.livestream.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How passwords are hashed, how long mailed tokens live, and who the first admin is. */
@ConfigMapping(prefix = "gateway.identity")
interface IdentityConfig {

    /** bcrypt's cost: each step doubles the time of a login. */
    @WithDefault("${BCRYPT_COST:11}")
    int bcryptCost();

    /** Passwords that are hashed at once. */
    @WithDefault("2")
    int hashingThreads();

    /** Passwords that may wait to be hashed; more are refused. */
    @WithDefault("500")
    int hashingQueueMax();

    /** Life of a token to reset a password. */
    @WithDefault("1h")
    Duration resetTokenLife();

    /** Life of a token to confirm an address. */
    @WithDefault("48h")
    Duration verifyTokenLife();

    /** Name of the platform's first admin, made at start in the default tenant when it is absent. */
    @WithDefault("${ADMIN_USERNAME:}")
    Optional<String> adminUsername();

    /** Password of the platform's first admin. */
    @WithDefault("${ADMIN_PASSWORD:}")
    Optional<String> adminPassword();

    /** Address of the platform's first admin; by default the name at localhost. */
    @WithDefault("${ADMIN_EMAIL:}")
    Optional<String> adminEmail();
}
