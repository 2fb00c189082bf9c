package pro.livestream.chat.evasion;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.room.RoomFacts;

/** Hashes where a handshake came from, under a secret of the service and the channel's own salt. */
@Singleton
public class Origins {

    private static final String ONLY_FOR_DEVELOPMENT = "origins of a service without a secret";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String DEVICE_HEADER = "X-Device-Hint";
    private static final String DEVICE_PARAMETER = "device";
    private static final int DEVICE_LENGTH_MAX = 128;
    private static final int MARK_BYTES = 16;

    private final SecretKeySpec secret;

    Origins(OriginConfig config) {
        var text = "origin:" + config.secret().orElse(ONLY_FOR_DEVELOPMENT);
        this.secret = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** One mark for the address, one for the device where it gave a hint. */
    public List<ByteBuffer> of(HttpServerRequest handshake, RoomFacts room) {
        var marks = new ArrayList<ByteBuffer>(2);
        var address = address(handshake);
        if (address != null) {
            marks.add(mark(room, "address:" + network(address)));
        }
        var device = device(handshake);
        if (device != null) {
            marks.add(mark(room, "device:" + device));
        }
        return List.copyOf(marks);
    }

    /** The gateway writes this header itself and passes none on from outside. */
    private static @Nullable String address(HttpServerRequest handshake) {
        var forwarded = handshake.getHeader(FORWARDED_FOR);
        if (forwarded != null && !forwarded.isBlank()) {
            return forwarded.split(",", 2)[0].strip();
        }
        var remote = handshake.remoteAddress();
        return remote == null ? null : remote.hostAddress();
    }

    /** A household of IPv6 has at least a /64, in which a device changes its address at will. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length != 16 ? address : Arrays.toString(Arrays.copyOf(bytes, 8));
    }

    private static @Nullable String device(HttpServerRequest handshake) {
        var header = handshake.getHeader(DEVICE_HEADER);
        var hint = header == null ? handshake.getParam(DEVICE_PARAMETER) : header;
        return hint == null || hint.isBlank() || hint.length() > DEVICE_LENGTH_MAX ? null : hint;
    }

    private ByteBuffer mark(RoomFacts room, String origin) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update(room.rules().salt().toString().getBytes(StandardCharsets.UTF_8));
            var hash = mac.doFinal(origin.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(Arrays.copyOf(hash, MARK_BYTES)).asReadOnlyBuffer();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
