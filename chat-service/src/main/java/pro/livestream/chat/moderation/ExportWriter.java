package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends a part when the one before it has left, so that a slow reader holds up the reading. An export that can't be finished
 * breaks the connection off: half a file must not look whole.
 */
@Provider
class ExportWriter implements ServerMessageBodyWriter<Export> {

    private static final Logger LOG = Logger.getLogger(ExportWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return type == Export.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == Export.class;
    }

    @Override
    public void writeResponse(Export export, Type generic, ServerRequestContext request) {
        var context = (ResteasyReactiveRequestContext) request;
        context.suspend();
        var response = context.serverResponse();
        response.setChunked(true);
        Multi<Void> sent = export.parts()
                .onItem()
                .transformToUniAndConcatenate(part -> Uni.createFrom().completionStage(() -> response.write(part)));
        sent.onItem().ignoreAsUni().subscribe().with(done -> end(response, context), failure -> {
            LOG.warnf("An export breaks off: %s", failure.toString());
            response.reset();
            context.resume();
        });
    }

    private static void end(ServerHttpResponse response, ResteasyReactiveRequestContext context) {
        response.end();
        context.resume();
    }

    @Override
    public void writeTo(
            Export export,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("an export is sent without blocking");
    }
}
