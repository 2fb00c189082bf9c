package pro.livestream.stream.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageArnTest {

    @Test
    void fresh_ones_have_the_form_of_ivs_and_differ() {
        String first = StageArn.fresh("eu-west-1", "123456789012");

        assertThat(first)
                .startsWith("arn:aws:ivs:eu-west-1:123456789012:stage/")
                .hasSize(53);
        assertThat(StageArn.isOne(first)).isTrue();
        assertThat(StageArn.fresh("eu-west-1", "123456789012")).isNotEqualTo(first);
    }

    @Test
    void anything_else_is_none() {
        assertThat(List.of(
                        "",
                        "stage",
                        "arn:aws:ivs:us-east-1:123456789012:stage/AbCdEfGh123",
                        "arn:aws:ivs:us-east-1:123456789012:stage/AbCdEfGh12345",
                        "arn:aws:ivs:us-east-1:12345:stage/AbCdEfGh1234",
                        "arn:aws:ivs:us-east-1:123456789012:channel/AbCdEfGh1234",
                        "arn:aws:ivs:us-east-1:123456789012:stage/AbCdEfGh123\0"))
                .noneMatch(StageArn::isOne);
    }
}
