package pro.livestream.chat.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReviewAddressTest {

    private record Settings(boolean allowPrivate) implements ReviewConfig {
        @Override
        public Duration budget() {
            return Duration.ofMillis(200);
        }

        @Override
        public int underWayMax() {
            return 64;
        }

        @Override
        public int failuresMax() {
            return 5;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Optional<String> secret() {
            return Optional.of("test");
        }
    }

    private static ReviewConfig config(boolean allowPrivate) {
        return new Settings(allowPrivate);
    }

    @Test
    void onlyPublicHttpsMayBeNamed() {
        var addresses = new ReviewAddress(config(false));

        assertNull(addresses.problem("https://review.example.org/chat?x=1"));
        assertNull(addresses.problem("https://93.184.216.34:8443/"));
        Stream.of(
                        "http://review.example.org/",
                        "ftp://review.example.org/",
                        "review.example.org",
                        "https://",
                        "https://localhost/",
                        "https://intranet/",
                        "https://a.internal/",
                        "https://127.0.0.1/",
                        "https://127.1/",
                        "https://2130706433/",
                        "https://0x7f000001/",
                        "https://10.1.2.3/",
                        "https://169.254.169.254/latest/meta-data",
                        "https://[::1]/",
                        "https://[::ffff:10.0.0.1]/",
                        "https://[fd00::1]/",
                        "https://user:pass@review.example.org/",
                        "https://review.example.org/#x",
                        "https://review.example.org:99999/",
                        "https://review.example.org/" + "x".repeat(500),
                        "not a url")
                .forEach(url -> assertNotNull(addresses.problem(url), url));
    }

    @Test
    void aNetworkOfItsOwnCanBeAllowed() {
        var addresses = new ReviewAddress(config(true));

        assertNull(addresses.problem("http://127.0.0.1:9000/"));
        assertNull(addresses.problem("http://reviewer:9000/"));
        assertNotNull(addresses.problem("file:///etc/passwd"));
    }

    @Test
    void whatANameLedToIsJudgedToo() throws UnknownHostException {
        for (var address : new String[] {
            "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                    "224.0.0.1",
            "240.0.0.1", "198.18.0.1", "192.0.2.1", "::1", "fe80::1", "fc00::1", "64:ff9b::7f00:1", "2002:7f00:1::",
            "2001:db8::1", "ff02::1"
        }) {
            assertFalse(ReviewAddress.isPublic(InetAddress.getByName(address)), address);
        }
        for (var address : new String[] {"8.8.8.8", "172.15.0.1", "2606:4700::1111", "64:ff9b::808:808"}) {
            assertTrue(ReviewAddress.isPublic(InetAddress.getByName(address)), address);
        }
    }

    @Test
    void theBreakerOpensAfterFailuresInARowAndTriesOneCallAtATime() {
        var breaker = new Breaker(2, Duration.ofNanos(100));
        assertTrue(breaker.allows(0));
        breaker.failed(0);
        breaker.succeeded();
        breaker.failed(1);
        assertTrue(breaker.allows(1));
        breaker.failed(2);

        assertFalse(breaker.allows(50));
        assertTrue(breaker.allows(103));
        assertFalse(breaker.allows(104));
        breaker.failed(105);
        assertFalse(breaker.allows(150));
        assertTrue(breaker.allows(206));
        breaker.succeeded();
        assertTrue(breaker.allows(207));
    }

    @Test
    void secretsAreSealedAndSign() {
        var secrets = new ReviewSecrets(config(false));
        var sealed = secrets.seal("a secret of mine");

        assertEquals("a secret of mine", secrets.open(sealed).orElseThrow());
        sealed[20] ^= 1;
        assertTrue(secrets.open(sealed).isEmpty());
        assertEquals(
                "t=1700000000,v1=c6ef4734033cee2367414a0939385eca0397754aa7a59716da7463a9298b5146",
                ReviewSecrets.signature("k", 1_700_000_000L, "{}"));
        assertFalse(ReviewSecrets.signature("k", 1, "{}").equals(ReviewSecrets.signature("k", 1, "{ }")));
    }
}
