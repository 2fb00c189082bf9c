package pro.livestream.notification.delivery.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.mail.SMTPException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BouncePolicyTest {
    @Test
    void findsTheMailServersAnswerAmongTheCauses() {
        var answer = new SMTPException("recipient refused", 550, List.of("5.1.1 no such user"), true);

        assertThat(BouncePolicy.refusal(new IllegalStateException("sending failed", answer)))
                .contains(answer);
        assertThat(BouncePolicy.refusal(new IllegalStateException("connection refused")))
                .isEmpty();
        assertThat(BouncePolicy.refusal(null)).isEmpty();
    }

    @Test
    void tellsABadAddressFromABadMomentAndABadMail() {
        assertThat(BouncePolicy.isHardBounce(550)).isTrue();
        assertThat(BouncePolicy.isHardBounce(554)).isFalse();
        assertThat(BouncePolicy.isPermanent(554)).isTrue();
        assertThat(BouncePolicy.isPermanent(451)).isFalse();
    }
}
