package pro.livestream.stream.media.ivs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static pro.livestream.stream.media.outside.MediaServerContract.done;
import static pro.livestream.stream.media.outside.MediaServerContract.subject;

import io.smallrye.mutiny.Uni;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.stream.media.MediaReference;
import pro.livestream.stream.media.MediaServer;
import pro.livestream.stream.media.MediaSubject;
import pro.livestream.stream.media.RecordingSource;
import pro.livestream.stream.media.SignalReport;
import pro.livestream.stream.media.StageHost;
import pro.livestream.stream.media.outside.MediaServerContract;
import pro.livestream.stream.media.outside.OutsideParty;
import pro.livestream.stream.media.outside.Settings;

class IvsMediaServerTest implements MediaServerContract {

    private static final StageHost.Guest VIEWER = new StageHost.Guest("u-1", false, Map.of("displayName", "Ann"));

    private final Ivs ivs = new Ivs();
    private final IvsMediaServer server;

    IvsMediaServerTest() {
        ivs.open();
        server = server(Map.of("livestream.media.aws-ivs.calls-per-second", "50"));
    }

    private IvsMediaServer server(Map<String, String> more) {
        var settings = new HashMap<String, String>(Map.of(
                "livestream.media.aws-ivs.endpoint", ivs.url(),
                "livestream.media.aws-ivs.attempts-max", "2",
                "livestream.media.aws-ivs.region", "eu-west-1",
                "livestream.media.aws-ivs.access-key", "AK",
                "livestream.media.aws-ivs.secret-key", "SK"));
        settings.putAll(more);
        return new IvsMediaServer(Settings.of(IvsConfig.class, settings));
    }

    @AfterEach
    void close() {
        server.close();
        ivs.close();
    }

    @Override
    public MediaServer server() {
        return server;
    }

    @Override
    public OutsideParty outside() {
        return ivs;
    }

    @Test
    void gives_encoder_and_browser_the_stages_own_addresses() {
        var subject = subject();

        var reference = done(server.prepare(subject));
        var ingest = server.ingest(BASE, subject, reference);

        assertThat(ingest.rtmpUrl()).isEqualTo("rtmps://in:443/app/");
        assertThat(ingest.streamKey()).startsWith("rt_");
        assertThat(ingest.whipUrl()).startsWith("https://");
        assertThat(reference.toString()).doesNotContain("secret");
        var made = ivs.calls().getFirst().body();
        assertThat(made.getJsonObject("tags").getString("tenant")).isEqualTo("acme");
    }

    private IvsMediaServer recording() {
        return server(Map.of(
                "livestream.media.aws-ivs.calls-per-second", "50",
                "livestream.media.aws-ivs.composition-check-every", "0S",
                "livestream.media.aws-ivs.storage-configuration-arn",
                        "arn:aws:ivs:eu-west-1:123456789012:storage-configuration/Sto1",
                "livestream.media.aws-ivs.encoder-configuration-arn",
                        "arn:aws:ivs:eu-west-1:123456789012:encoder-configuration/Enc1"));
    }

    private SignalReport look(IvsMediaServer at, MediaSubject subject, MediaReference reference) {
        return await().atMost(Duration.ofSeconds(5))
                .until(() -> done(at.look(subject.tenant(), subject.streamId(), reference)), Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void a_signal_is_seen_though_its_recording_cannot_begin_and_it_begins_when_it_can() {
        var recording = recording();
        var subject = subject();
        var reference = done(recording.prepare(subject));
        ivs.publishes(subject.streamId().toString(), true);
        ivs.compositionsFail(true);

        assertThat(look(recording, subject, reference)).isEqualTo(new SignalReport(true, null, null));

        ivs.compositionsFail(false);
        var begun = Objects.requireNonNull(look(recording, subject, reference).reference());
        // a crash before this was stored: the same one is found again
        var again = Objects.requireNonNull(look(recording, subject, reference).reference());
        assertThat(IvsCompositions.of(again))
                .extracting(IvsCompositions.Known::arn)
                .containsExactly(IvsCompositions.of(begun).getFirst().arn());
        recording.close();
    }

    @Test
    void nothing_is_recorded_without_a_signal_or_where_it_is_not_wanted() {
        var recording = recording();
        var wanted = subject();
        var unwanted = new MediaSubject(
                wanted.tenant(), UUID.randomUUID(), wanted.userId(), "Off", "public", false, "acme_key");
        var silent = done(recording.prepare(wanted));
        var seen = done(recording.prepare(unwanted));
        ivs.publishes(unwanted.streamId().toString(), true);

        assertThat(look(recording, wanted, silent).arriving()).isFalse();
        assertThat(look(recording, unwanted, seen).arriving()).isTrue();

        assertThat(ivs.calls()).noneMatch(call -> call.path().equals("/StartComposition"));
        var over = new RecordingSource.Over("acme", wanted.streamId(), silent, Instant.now());
        assertThat(done(recording.recordings().orElseThrow().pieces(over))).hasValue(List.of());
        recording.close();
    }

    @Test
    void a_quota_that_is_used_up_is_said_without_leaving_half_a_stream() {
        ivs.ingestFails();

        assertThatThrownBy(() -> done(server.prepare(subject())))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().message()).contains("no room"));
        assertThat(ivs.things()).isZero();

        ivs.stagesMax(0);
        assertThatThrownBy(() -> done(server.prepare(subject()))).isInstanceOf(RefusedException.class);
    }

    @Test
    void stages_whose_answers_were_lost_are_found_by_their_name_and_go() {
        ivs.answersAreLost();

        assertThatThrownBy(() -> done(server.prepare(subject()))).isInstanceOf(RefusedException.class);

        assertThat(ivs.calls().stream()
                        .filter(call -> call.path().equals("/CreateStage"))
                        .count())
                .isGreaterThan(1);
        assertThat(ivs.things()).isZero();
    }

    @Test
    void throttling_is_a_503_that_says_when() {
        ivs.breakWith(429);

        assertThatThrownBy(() -> done(server.prepare(subject()))).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal().status()).isEqualTo(503);
            assertThat(e.refusal().retryAfter()).isNotNull();
        });
    }

    @Test
    void keeps_to_five_calls_a_second() {
        var slow = server(Map.of());

        Uni.join()
                .all(IntStream.range(0, 3)
                        .mapToObj(i -> slow.prepare(subject()))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(15));
        slow.close();

        var calls = ivs.calls();
        assertThat(calls).hasSize(6);
        assertThat(calls.getLast().nanos() - calls.getFirst().nanos()).isGreaterThan(900_000_000L);
    }

    @Test
    void asks_for_a_token_in_minutes_where_it_has_no_key() {
        var reference = done(server.prepare(subject()));

        var token = done(server.participantToken(reference, "u-1", false));

        assertThat(token.token()).isEqualTo("opaque");
        assertThat(token.stageArn()).isEqualTo(reference.get("stageArn"));
        var asked = ivs.calls().getLast().body();
        assertThat(asked.getInteger("duration")).isEqualTo(60);
        assertThat(asked.getJsonArray("capabilities")).containsExactly("SUBSCRIBE");
    }

    @Test
    void signs_tokens_itself_with_an_imported_key() throws GeneralSecurityException, InvalidJwtException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var pair = generator.generateKeyPair();
        var signing = server(Map.of(
                "livestream.media.aws-ivs.public-key-arn",
                "arn:aws:ivs:eu-west-1:123456789012:public-key/k1",
                "livestream.media.aws-ivs.private-key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----"));
        var stages = signing.stages().orElseThrow();
        var stage = done(stages.create("acme", "lesson-1"));
        int calls = ivs.calls().size();

        var token = done(stages.admit(stage, VIEWER, Duration.ofHours(1)));
        signing.close();

        assertThat(ivs.calls()).hasSize(calls);
        var claims = new JwtConsumerBuilder()
                .setVerificationKey(pair.getPublic())
                .setRequireExpirationTime()
                .build()
                .process(token.token());
        assertThat(claims.getJoseObjects().getFirst().getAlgorithmHeaderValue()).isEqualTo("ES384");
        assertThat(claims.getJoseObjects().getFirst().getKeyIdHeaderValue()).endsWith("public-key/k1");
        var payload = claims.getJwtClaims();
        assertThat(payload.getClaimValue("resource")).isEqualTo(stage.stageArn());
        assertThat(String.valueOf(payload.getClaimValue("topic"))).startsWith("AbCdEf");
        assertThat(payload.getClaimValue("capabilities"))
                .isEqualTo(Map.of("allow_publish", false, "allow_subscribe", true));
        assertThat(String.valueOf(payload.getClaimValue("jti"))).hasSize(12);
    }
}
