package pro.livestream.notification.delivery.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A push service and its browser: checks the VAPID token and the headers, and decrypts with the browser's own keys. */
final class PushService implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair browser = PushCurve.freshKeys();
    private final byte[] auth = new byte[16];
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile int status = 201;

    /** What arrived; {@code problem} says what a real push service would have refused. */
    record Message(String text, String problem) {}

    PushService() throws IOException {
        new SecureRandom().nextBytes(auth);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String endpoint() {
        return origin() + "/push/abc";
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, String> keys() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return Map.of(
                "p256dh", encoder.encodeToString(PushCurve.encode((ECPublicKey) browser.getPublic())),
                "auth", encoder.encodeToString(auth));
    }

    List<Message> messages() {
        return messages;
    }

    void answer(int code) {
        status = code;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        try {
            messages.add(new Message(decrypt(body), problem(exchange)));
        } catch (GeneralSecurityException | RuntimeException broken) {
            messages.add(new Message("", broken.toString()));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String problem(HttpExchange exchange) throws GeneralSecurityException {
        var headers = exchange.getRequestHeaders();
        if (headers.getFirst("TTL") == null || !"aes128gcm".equals(headers.getFirst("Content-Encoding"))) {
            return "a header is missing";
        }
        var parts = headers.getFirst("Authorization").split("t=|, k=", -1);
        var token = parts[1].split("\\.", -1);
        var key = PushCurve.decode(Base64.getUrlDecoder().decode(parts[2])).orElseThrow();
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(token[2]))) {
            return "the token is forged";
        }
        var claims = new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8);
        if (!claims.contains("\"aud\":\"" + origin() + "\"")) {
            return "the token is for somebody else: " + claims;
        }
        var end = Long.parseLong(claims.replaceAll(".*\"exp\":([0-9]+).*", "$1"));
        var now = Instant.now().getEpochSecond();
        return end < now || end > now + 86_400 ? "the token lives too long" : "";
    }

    private String decrypt(byte[] body) throws GeneralSecurityException {
        var head = ByteBuffer.wrap(body);
        var salt = new byte[16];
        head.get(salt);
        head.getInt();
        var senderPoint = new byte[head.get()];
        head.get(senderPoint);
        var sealed = new byte[head.remaining()];
        head.get(sealed);
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.getPrivate());
        agreement.doPhase(PushCurve.decode(senderPoint).orElseThrow(), true);
        var own = PushCurve.encode((ECPublicKey) browser.getPublic());
        var info = ByteBuffer.allocate(14 + 130)
                .put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
                .put(own)
                .put(senderPoint);
        var secret = derive(auth, agreement.generateSecret(), info.array(), 32);
        var key = derive(salt, secret, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
        var nonce = derive(salt, secret, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        var text = cipher.doFinal(sealed);
        return new String(Arrays.copyOf(text, text.length - 1), StandardCharsets.UTF_8);
    }

    private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(secret)
                        .thenExpand(info, length));
    }
}
