package pro.livestream.gateway.tenant;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.gateway.testing.Client;
import pro.livestream.gateway.testing.LocalServices;
import pro.livestream.gateway.testing.Ready;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.boot.Boot;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(LocalServices.class)
class TenantComponentTest {

    @Inject
    Boot boot;

    @BeforeEach
    void ready() {
        Ready.isReady(boot);
    }

    @Test
    void servesANewTenantAtOnceAndKeepsItApart() {
        var name = Client.uniqueName();
        var host = name + ".example";
        create(name, host)
                .then()
                .statusCode(201)
                .body("schema_name", equalTo(name))
                .body("domains", hasItem(host));

        var here = Client.register(host);
        var there = Client.register();

        here.call()
                .header("Host", host)
                .get("/api/auth/me")
                .then()
                .statusCode(200)
                .body("tenant", equalTo(name));
        here.call().get("/api/auth/me").then().statusCode(403).body("code", equalTo("WRONG_TENANT"));
        there.call()
                .header("Host", host)
                .get("/api/auth/me")
                .then()
                .statusCode(403)
                .body("code", equalTo("WRONG_TENANT"));
        given().header("Host", host).get("/api/users/" + there.userId()).then().statusCode(404);
        given().get("/api/users/" + here.userId()).then().statusCode(404);
        Client.json()
                .header("Host", host)
                .body(Map.of("refresh_token", there.refreshToken()))
                .post("/api/auth/refresh")
                .then()
                .statusCode(401);
    }

    @Test
    void keepsSessionCookiesAndKeysToTheirTenant() {
        var name = Client.uniqueName();
        var host = name + ".example";
        create(name, host).then().statusCode(201);
        var someone = Client.register();
        var cookies = Client.login(someone.username(), Client.PASSWORD).cookies();
        String key = Client.admin()
                .body(Map.of("name", "a key", "scopes", List.of("streams:read")))
                .post("/api/api-keys")
                .path("key");

        given().cookies(cookies).header("Host", host).get("/api/auth/me").then().statusCode(401);
        given().header("x-api-key", key)
                .header("Host", host)
                .get("/api/auth/me")
                .then()
                .statusCode(401);
        given().header("x-api-key", key)
                .get("/api/auth/me")
                .then()
                .statusCode(200)
                .body("scopes", hasItem("streams:read"));
        given().header("x-api-key", LocalServices.API_SECRET_KEY)
                .header("Host", host)
                .get("/api/auth/me")
                .then()
                .statusCode(200)
                .body("tenant", equalTo(name));
    }

    @Test
    void refusesAHostThatNobodyHas() {
        given().header("Host", "nobody.example")
                .get("/api/streams")
                .then()
                .statusCode(404)
                .body("code", equalTo("TENANT_NOT_FOUND"));
        given().header("Host", "nobody.example")
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200);
    }

    @Test
    void disablesATenantAtOnce() {
        var name = Client.uniqueName();
        var host = name + ".example";
        create(name, host).then().statusCode(201);
        Client.admin()
                .get("/api/tenants?limit=100")
                .then()
                .statusCode(200)
                .body("items.schema_name", hasItems(name, "localhost"));

        Client.admin().delete("/api/tenants/" + name).then().statusCode(204);

        given().header("Host", host)
                .get("/api/streams")
                .then()
                .statusCode(404)
                .body("code", equalTo("TENANT_NOT_FOUND"));
        Client.admin().delete("/api/tenants/" + name).then().statusCode(404);
        Client.admin().delete("/api/tenants/localhost").then().statusCode(403);
    }

    @Test
    void refusesBadNamesAndTakenOnes() {
        var name = Client.uniqueName();
        create(name, name + ".example").then().statusCode(201);

        create(name, "other-" + name + ".example").then().statusCode(409).body("code", equalTo("TENANT_EXISTS"));
        create(Client.uniqueName(), name + ".example").then().statusCode(409).body("code", equalTo("DOMAIN_TAKEN"));
        create("No Name", "not a host!")
                .then()
                .statusCode(400)
                .body("details.field", hasItems("schema_name", "domains"));
    }

    @Test
    void letsOnlyThePlatformsAdminIn() {
        Client.register()
                .call()
                .body(Map.of("schema_name", Client.uniqueName(), "domains", List.of("x.example")))
                .post("/api/tenants")
                .then()
                .statusCode(403);
        given().get("/api/tenants").then().statusCode(401);
    }

    private static io.restassured.response.Response create(String name, String host) {
        return Client.admin()
                .body(Map.of("schema_name", name, "domains", List.of(host)))
                .post("/api/tenants");
    }
}
