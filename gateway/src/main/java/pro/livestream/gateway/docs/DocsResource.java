package pro.livestream.gateway.docs;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import pro.livestream.gateway.error.GatewayError;
import pro.livestream.platform.identity.Public;

/** The documents for programs, and the page for people. */
@Path("/api")
@Tag(name = "platform")
@Public
public class DocsResource {
    private final ApiDocuments documents;
    private final String page;
    private final String script;
    private final String style;
    private final String asyncApi;

    DocsResource(ApiDocuments documents) {
        this.documents = documents;
        this.page = resource("docs/docs.html");
        this.script = resource("docs/docs.js");
        this.style = resource("docs/docs.css");
        this.asyncApi = resource("asyncapi.json");
    }

    @GET
    @Path("/openapi")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The whole HTTP interface as one OpenAPI 3.1 document")
    public Uni<String> openApi() {
        return documents.openApi();
    }

    @GET
    @Path("/asyncapi")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The events and chat frames as an AsyncAPI 3 document")
    public Uni<String> asyncApi() {
        if (asyncApi.isEmpty()) {
            throw new GatewayError.UnknownPath().failure();
        }
        return Uni.createFrom().item(asyncApi);
    }

    @GET
    @Path("/docs")
    @Produces("text/html;charset=utf-8")
    @Operation(hidden = true)
    public Uni<String> page() {
        return Uni.createFrom().item(page);
    }

    @GET
    @Path("/docs/docs.js")
    @Produces("text/javascript;charset=utf-8")
    @Operation(hidden = true)
    public Uni<String> script() {
        return Uni.createFrom().item(script);
    }

    @GET
    @Path("/docs/docs.css")
    @Produces("text/css;charset=utf-8")
    @Operation(hidden = true)
    public Uni<String> style() {
        return Uni.createFrom().item(style);
    }

    private static String resource(String name) {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
