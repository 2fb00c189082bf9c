package pro.livestream.notification.delivery.push;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a message for one browser (RFC 8291, content coding aes128gcm of RFC 8188): one record, its own key pair. */
final class PushCipher {
    static final int AUTH_BYTES = 16;
    /** What push services must take (RFC 8030) less what the coding adds. */
    static final int TEXT_BYTES_MAX = 3_993;

    private static final int SALT_BYTES = 16;
    private static final int RECORD_BYTES = 4_096;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PushCipher() {}

    static byte[] encrypt(byte[] text, byte[] browserPoint, byte[] auth) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(text, browserPoint, auth, PushCurve.freshKeys(), salt);
    }

    static byte[] encrypt(byte[] text, byte[] browserPoint, byte[] auth, KeyPair own, byte[] salt) {
        if (text.length > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("too long for a push: " + text.length);
        }
        try {
            var browser = PushCurve.decode(browserPoint).orElseThrow();
            var ownPoint = PushCurve.encode((ECPublicKey) own.getPublic());
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own.getPrivate());
            agreement.doPhase(browser, true);
            var info = together("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), browserPoint, ownPoint);
            var secret = derive(auth, agreement.generateSecret(), info, 32);
            var key = derive(salt, secret, info("Content-Encoding: aes128gcm\0"), 16);
            var nonce = derive(salt, secret, info("Content-Encoding: nonce\0"), 12);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            var sealed = cipher.doFinal(together(text, new byte[] {LAST_RECORD}));
            var head = ByteBuffer.allocate(SALT_BYTES + 5)
                    .put(salt)
                    .putInt(RECORD_BYTES)
                    .put((byte) ownPoint.length)
                    .array();
            return together(head, ownPoint, sealed);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(secret)
                        .thenExpand(info, length));
    }

    private static byte[] info(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] together(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
