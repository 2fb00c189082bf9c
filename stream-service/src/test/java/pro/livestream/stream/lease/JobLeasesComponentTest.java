package pro.livestream.stream.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.RealPartsProfile;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class JobLeasesComponentTest {

    @Inject
    TenantDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    ServiceConfig config;

    private final String job = "job-" + UUID.randomUUID();

    @BeforeEach
    void ready() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(Tenant.DEFAULT));
    }

    private boolean hold(JobLeases replica, Duration length) {
        return database.inTransaction(Tenant.DEFAULT, tx -> replica.hold(tx, job, length))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    void one_replica_leads_until_its_lease_is_over() {
        var first = new JobLeases(config);
        var second = new JobLeases(config);

        assertThat(hold(first, Duration.ofMinutes(1))).isTrue();
        assertThat(hold(second, Duration.ofMinutes(1))).isFalse();
        assertThat(hold(first, Duration.ofMillis(1))).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> hold(second, Duration.ofMinutes(1)));
        assertThat(hold(first, Duration.ofMinutes(1))).isFalse();
    }
}
