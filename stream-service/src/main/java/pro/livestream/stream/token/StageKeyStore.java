package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.key.StreamKeyCipher;

/** The table {@code stage_keys}: a tenant's own keys, older than any start, the private halves encrypted. */
@ApplicationScoped
class StageKeyStore {

    private static final Logger LOG = Logger.getLogger(StageKeyStore.class);

    private final StreamKeyCipher cipher;

    StageKeyStore(StreamKeyCipher cipher) {
        this.cipher = cipher;
    }

    /** The newest that can be opened; made where there is none, by one replica. */
    Uni<StageKey> signing(SqlConnection tx, Tenant tenant) {
        return newest(tx)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                                .execute(Tuple.of("stage-keys\u001f" + tenant.name()))
                                .chain(() -> newest(tx))
                                .chain(again ->
                                        again.isPresent() ? Uni.createFrom().item(again.get()) : make(tx, tenant)));
    }

    private Uni<Optional<StageKey>> newest(SqlConnection tx) {
        return tx.query("select * from stage_keys order by created_at desc, kid")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .flatMap(row -> key(row).stream())
                        .findFirst());
    }

    /** Those that tokens still out may be signed with. */
    Uni<List<EllipticCurveJsonWebKey>> published(SqlConnection tx) {
        return tx.query("select kid, public_key from stage_keys order by created_at, kid")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> {
                            var jwk = new EllipticCurveJsonWebKey((ECPublicKey) publicKey(row));
                            jwk.setKeyId(row.getString("kid"));
                            jwk.setUse("sig");
                            jwk.setAlgorithm(StageKey.ALGORITHM);
                            return jwk;
                        })
                        .toList());
    }

    private Uni<StageKey> make(SqlConnection tx, Tenant tenant) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            String kid = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            new EllipticCurveJsonWebKey((ECPublicKey) pair.getPublic()).calculateThumbprint("SHA-256"));
            String text = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
            LOG.infof("a key for the stage tokens of %s is made: %s", tenant, kid);
            return tx.preparedQuery(
                            "insert into stage_keys (kid, sealed_key, public_key, created_at) values ($1, $2, $3, $4)")
                    .execute(Tuple.of(
                            kid,
                            Buffer.buffer(cipher.seal(text)),
                            Buffer.buffer(pair.getPublic().getEncoded()),
                            Clock.systemUTC().instant().atOffset(ZoneOffset.UTC)))
                    .replaceWith(new StageKey(kid, pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no EC keys", e);
        }
    }

    /** Empty for one that was sealed under another secret. */
    private Optional<StageKey> key(Row row) {
        return cipher.open(row.getBuffer("sealed_key").getBytes()).map(text -> {
            try {
                var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text));
                return new StageKey(
                        row.getString("kid"), KeyFactory.getInstance("EC").generatePrivate(encoded));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the stage key " + row.getString("kid") + " cannot be read", e);
            }
        });
    }

    private static PublicKey publicKey(Row row) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(
                            new X509EncodedKeySpec(row.getBuffer("public_key").getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stage key " + row.getString("kid") + " cannot be read", e);
        }
    }
}
