package pro.livestream.chat.protocol;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** Lets frames in that are too large to be taken, so that they can be answered. */
@Singleton
public class HttpOptions implements HttpServerOptionsCustomizer {

    static final String SUBPROTOCOL = "livestream.v1";

    private final SocketConfig config;

    HttpOptions(SocketConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(config.frameBytesMax())
                .setMaxWebSocketMessageSize(config.frameBytesMax())
                .setWebSocketSubProtocols(List.of(SUBPROTOCOL))
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true)
                .setSendBufferSize(config.sendBufferBytes())
                .setAcceptBacklog(8192);
    }
}
