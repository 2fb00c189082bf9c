package pro.livestream.stream.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pro.livestream.platform.tenant.Tenant;

class StreamKeyTest {

    private static StreamKeyCipher cipher(String secret) {
        return new StreamKeyCipher(() -> Optional.of(secret));
    }

    @Test
    void names_its_tenant_also_with_an_underscore() {
        var key = StreamKey.fresh(new Tenant("my_school"));

        assertThat(StreamKey.parse(key.text())).contains(key);
        assertThat(key.text()).startsWith("my_school_").hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "nokey", "_x", "UPPER_abc", "a b_c", "../x_y"})
    void what_names_no_tenant_is_no_key(String text) {
        assertThat(StreamKey.parse(text)).isEmpty();
    }

    @Test
    void does_not_show_itself_in_logs() {
        var key = StreamKey.fresh(Tenant.DEFAULT);

        assertThat(key.toString()).doesNotContain(key.text());
    }

    @Test
    void opens_only_under_the_secret_that_sealed_it() {
        byte[] sealed = cipher("one").seal("localhost_secret");

        assertThat(cipher("one").open(sealed)).contains("localhost_secret");
        assertThat(cipher("two").open(sealed)).isEmpty();
        sealed[sealed.length - 1] ^= 1;
        assertThat(cipher("one").open(sealed)).isEmpty();
    }

    @Test
    void is_sealed_differently_each_time() {
        assertThat(cipher("one").seal("k")).isNotEqualTo(cipher("one").seal("k"));
    }
}
