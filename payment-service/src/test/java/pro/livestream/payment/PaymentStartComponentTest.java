package pro.livestream.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(StripeForTests.class)
class PaymentStartComponentTest {

    @Inject
    DataSource dataSource;

    @Test
    void becomesReadyWithItsDependenciesWell() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP")));
        given().get("/q/health/well")
                .then()
                .statusCode(200)
                .body("checks.status", org.hamcrest.Matchers.everyItem(equalTo("UP")));
    }

    @Test
    void givesEachTenantASchemaOfItsOwn() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(exists("t_localhost.ledger_entries")).isTrue();
            assertThat(exists("t_other.ledger_entries")).isTrue();
        });
    }

    @Test
    void answersAnUnknownPathWithTheErrorBody() {
        given().header("X-Request-Id", "r-1")
                .get("/api/no-such-thing")
                .then()
                .statusCode(404)
                .header("X-Request-Id", "r-1")
                .body("code", equalTo("NOT_FOUND"))
                .body("request_id", equalTo("r-1"));
    }

    private boolean exists(String table) throws SQLException {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement("select to_regclass(?) is not null")) {
            query.setString(1, table);
            try (var found = query.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }
}
