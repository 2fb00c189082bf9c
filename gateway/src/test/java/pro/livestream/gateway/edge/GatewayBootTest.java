package pro.livestream.gateway.edge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import org.junit.jupiter.api.Test;

class GatewayBootTest {

    @Test
    void refusesToStartInProductionWithoutAuthentication() {
        assertThatThrownBy(() -> GatewayBoot.refuseOpenProduction(true, LaunchMode.NORMAL))
                .hasMessageContaining("SKIP_AUTH");
        assertThatCode(() -> GatewayBoot.refuseOpenProduction(false, LaunchMode.NORMAL))
                .doesNotThrowAnyException();
        assertThatCode(() -> GatewayBoot.refuseOpenProduction(true, LaunchMode.DEVELOPMENT))
                .doesNotThrowAnyException();
    }
}
