package pro.livestream.archive.attachment;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.link.MediaLinks;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;

/** {@code /api/attachments}: files for chats and profiles. */
@Path("/api/attachments")
public class AttachmentResource {

    private final AttachmentService service;
    private final CurrentCaller caller;
    private final MediaLinks links;

    /** A file as its owner sees it; {@code size} in bytes, width and height of images in pixels. */
    public record AttachmentView(
            UUID id,
            String url,
            String mimeType,
            String name,
            long size,
            String purpose,
            @Nullable Integer width,
            @Nullable Integer height) {

        static AttachmentView of(Attachment file) {
            return new AttachmentView(
                    file.id(),
                    file.url(),
                    file.mimeType(),
                    file.name(),
                    file.size(),
                    file.purpose(),
                    file.width(),
                    file.height());
        }
    }

    AttachmentResource(AttachmentService service, CurrentCaller caller, MediaLinks links) {
        this.service = service;
        this.caller = caller;
        this.links = links;
    }

    /** Takes the form's {@code file}; {@code purpose} is {@code chat} (default), {@code avatar} or {@code thumbnail}. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @APIResponseSchema(value = AttachmentView.class, responseCode = "201")
    public Uni<Response> upload(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("purpose") @Nullable String purpose,
            @Context HttpServerRequest request) {
        var user = caller.requireUser();
        if (file == null) {
            throw Refusal.validation("file", "is missing").refused();
        }
        var upload = new AttachmentService.Upload(
                file.uploadedFile(),
                file.size(),
                Objects.requireNonNullElse(file.contentType(), ""),
                FileName.plain(file.fileName()),
                Purpose.named(purpose));
        return service.take(user, upload, (id, name) -> links.lasting(user.tenant(), id, name, request))
                .map(stored -> Response.status(Response.Status.CREATED)
                        .entity(AttachmentView.of(stored))
                        .build());
    }

    @GET
    @Path("/{id}")
    public Uni<AttachmentView> get(@PathParam("id") String id) {
        return service.own(caller.requireUser(), attachmentId(id)).map(AttachmentView::of);
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> remove(@PathParam("id") String id) {
        return service.remove(caller.requireUser(), attachmentId(id));
    }

    static UUID attachmentId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw AttachmentError.unknown();
        }
    }
}
