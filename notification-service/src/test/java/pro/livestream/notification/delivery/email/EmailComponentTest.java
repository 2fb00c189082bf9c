package pro.livestream.notification.delivery.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static pro.livestream.notification.testing.World.await;
import static pro.livestream.notification.testing.World.started;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.notification.testing.GatewayContacts;
import pro.livestream.notification.testing.Mails;
import pro.livestream.notification.testing.World;
import pro.livestream.notification.testing.World.Person;
import pro.livestream.platform.id.Ids;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@QuarkusTestResource(GatewayContacts.class)
class EmailComponentTest {
    @Inject
    World world;

    @Inject
    MailBlockStore blocks;

    private Person alice;

    @BeforeEach
    void people() {
        world.ready();
        alice = world.person("alice");
    }

    @Test
    void mailsTextAndHtmlWithOneClickUnsubscribe() {
        var yuki = world.person("yuki", "ja");
        yuki.follows(alice);

        world.send(started(alice, "public", "start"));

        await().until(() -> mailsTo(yuki.id()) == 1);
        var mail = Mails.to(GatewayContacts.address(yuki.id())).getFirst();
        assertThat(mail).contains("text/plain").contains("text/html");
        assertThat(Mails.header(mail, "Subject")).startsWith("=?UTF-8?");
        assertThat(Mails.header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(Mails.header(mail, "Message-ID")).endsWith("@livestream>");
        var link = Mails.header(mail, "List-Unsubscribe").replaceAll("[<> ]", "");
        given().post(URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery())
                .then()
                .statusCode(200);
        var next = started(alice, "public", "start");
        world.send(next);
        await().until(() -> yuki.inbox().size() == 2);
        assertThat(world.count(
                        "select count(*) from deliveries where user_id = $1 and channel = 'email'",
                        Tuple.of(yuki.id())))
                .isEqualTo(1);
        assertThat(mailsTo(yuki.id())).isEqualTo(1);
    }

    @Test
    void triesAgainWhileTheGatewayIsAwayAndGivesUpWhereThereIsNobody() {
        var away = GatewayContacts.userWhoseContactIsAwayAtFirst();
        var unknown = GatewayContacts.unknownUser();
        follow(away);
        follow(unknown);

        world.send(started(alice, "public", "start"));

        await().until(() -> mailsTo(away) == 1);
        await().until(() -> "dead".equals(delivery(unknown, "state")));
        assertThat(delivery(unknown, "reason")).contains("no contact");
        await().until(() -> "done".equals(delivery(away, "state")));
        assertThat(world.count("select attempts::bigint from deliveries where user_id = $1", Tuple.of(away)))
                .isEqualTo(2);
        assertThat(World.read(
                        "notifications.deliveries",
                        1,
                        entry -> new String(entry.value(), java.nio.charset.StandardCharsets.UTF_8)
                                .contains(unknown.toString())))
                .hasSize(1);
    }

    @Test
    void sendsNoMoreToAnAddressThatRefusedMailForGood() {
        var bob = world.person("bob");
        bob.follows(alice);
        blocks.block(World.TENANT, bob.id(), GatewayContacts.address(bob.id()), "550")
                .await()
                .atMost(World.PATIENCE);

        world.send(started(alice, "public", "start"));

        await().until(() -> "dead".equals(delivery(bob.id(), "state")));
        assertThat(mailsTo(bob.id())).isZero();
    }

    private void follow(UUID follower) {
        var _ = world.query(
                "insert into follows (follow_id, follower_id, following_id) values ($1, $2, $3)",
                Tuple.of(Ids.next(), follower, alice.id()));
    }

    private static int mailsTo(UUID user) {
        return Mails.to(GatewayContacts.address(user)).size();
    }

    private String delivery(UUID user, String column) {
        var rows = world.query(
                "select " + column + " as value from deliveries where user_id = $1 and channel = 'email'",
                Tuple.of(user));
        return rows.size() == 0 ? "" : String.valueOf(rows.iterator().next().getString("value"));
    }
}
