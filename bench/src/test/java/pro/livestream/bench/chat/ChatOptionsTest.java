package pro.livestream.bench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pro.livestream.bench.chat.ChatOptions.Scenario;
import pro.livestream.bench.load.Target;

class ChatOptionsTest {

    @Test
    void measuresEverythingUnlessToldOtherwise() {
        assertThat(ChatOptions.from(List.of()).scenarios()).containsExactlyInAnyOrder(Scenario.values());
        assertThat(ChatOptions.from(List.of("--scenario", "A,storm")).scenarios())
                .containsExactlyInAnyOrder(Scenario.A, Scenario.STORM);
    }

    @Test
    void whatIsUnknownIsSaid() {
        assertThatThrownBy(() -> ChatOptions.from(List.of("--scenario", "Z"))).hasMessageContaining("no scenario Z");
        assertThatThrownBy(() -> ChatOptions.from(List.of("--fast"))).hasMessageContaining("What is --fast?");
        assertThatThrownBy(() -> ChatOptions.from(List.of("--seconds", "0"))).hasMessageContaining("--seconds");
        assertThatThrownBy(() -> ChatOptions.from(List.of("--peer", "x"))).hasMessageContaining("--peer-url");
    }

    @Test
    void aPeersMessageMustHoldTheText() {
        var peer = ChatOptions.from(List.of("--peer-url", "ws://127.0.0.1:1/%d", "--peer-message", "no text"))
                .peer();

        Objects.requireNonNull(peer);
        assertThatThrownBy(() -> new Target(peer.url(), List.of(), List.of(), peer.message()))
                .hasMessageContaining("{text}");
    }

    @Test
    void aBudgetSaysWhetherItHolds() {
        assertThat(Budget.atMost("p99 ms", 80, 80).holds()).isTrue();
        assertThat(Budget.atLeast("deliveries", 0.9, 1).holds()).isFalse();
        assertThat(Budget.none("lost", 1).line()).contains("MISSED");
    }
}
