package pro.livestream.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/streams", "/api/stage/arn%3Aaws%2Fx", "/a..b/c.", "/api/v1.2"})
    void takesOrdinaryPaths(String path) {
        assertThat(PathPolicy.isSane(path)).isTrue();
        assertThat(PathPolicy.isInternal(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "*", "/a/../b", "/a/./b", "/a/%2e%2E/b", "/a/..%2fb", "/a%5cb", "/a\\b", "/a%00"})
    void refusesWhatAnotherCouldReadDifferently(String path) {
        assertThat(PathPolicy.isSane(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/health",
                "//q/health",
                "/Q/metrics",
                "/%71/health",
                "/internal",
                "/internal/x",
                "/%69nternal/x"
            })
    void knowsManagementPaths(String path) {
        assertThat(PathPolicy.isInternal(path)).isTrue();
    }
}
