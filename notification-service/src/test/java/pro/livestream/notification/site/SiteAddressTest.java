package pro.livestream.notification.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SiteAddressTest {

    @Test
    void isTheInstallationsWhereATenantHasNoHostOfItsOwn() {
        assertThat(SiteAddress.of("http://localhost:8080/", List.of())).isEqualTo("http://localhost:8080");
        assertThat(SiteAddress.of("https://live.example", List.of("other.example", "live.example")))
                .isEqualTo("https://live.example");
    }

    @Test
    void hasTheTenantsFirstHostWithTheInstallationsSchemeAndPort() {
        assertThat(SiteAddress.of("http://localhost:28080", List.of("school.example", "school2.example")))
                .isEqualTo("http://school.example:28080");
        assertThat(SiteAddress.of("https://live.example", List.of("school.example")))
                .isEqualTo("https://school.example");
    }
}
