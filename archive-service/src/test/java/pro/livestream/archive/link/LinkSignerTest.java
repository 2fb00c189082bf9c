package pro.livestream.archive.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.tenant.Tenant;

class LinkSignerTest {

    private static final byte[] KEY = {1, 2, 3, 4};
    private static final Tenant TENANT = new Tenant("school");
    private static final UUID ARCHIVE = new UUID(1, 2);
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final long EXPIRES = 4_600;

    private final String signature = LinkSigner.sign(KEY, TENANT, ARCHIVE, EXPIRES);

    @Test
    void tellsTheTenantOfAGoodLink() {
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4600", signature, NOW)).contains(TENANT);
    }

    @Test
    void refusesALinkThatIsOver() {
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4600", signature, Instant.ofEpochSecond(EXPIRES)))
                .isEmpty();
    }

    @Test
    void refusesALinkThatWasChanged() {
        assertThat(LinkSigner.verify(KEY, new UUID(1, 3), "4600", signature, NOW))
                .isEmpty();
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4601", signature, NOW)).isEmpty();
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4600", signature.replace("school", "other"), NOW))
                .isEmpty();
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4600", signature + "A", NOW))
                .isEmpty();
        assertThat(LinkSigner.verify(new byte[] {9}, ARCHIVE, "4600", signature, NOW))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoLink() {
        assertThat(LinkSigner.verify(KEY, ARCHIVE, null, signature, NOW)).isEmpty();
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4600", null, NOW)).isEmpty();
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "soon", signature, NOW)).isEmpty();
        assertThat(LinkSigner.verify(KEY, ARCHIVE, "4600", "Nobody;drop.x", NOW))
                .isEmpty();
    }
}
