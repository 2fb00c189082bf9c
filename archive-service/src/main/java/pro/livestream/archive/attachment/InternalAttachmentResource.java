package pro.livestream.archive.attachment;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;

/** Attachments for chat-service. */
@Path("/internal/attachments")
public class InternalAttachmentResource {

    private static final int IDS_MAX = 100;

    private final AttachmentService service;
    private final CurrentCaller caller;

    /** Which files of a user a message bears. */
    public record ClaimRequest(
            @Nullable UUID userId,
            @Nullable UUID commentId,
            @Nullable List<UUID> ids) {}

    /** As a comment shows it. */
    public record Item(UUID id, String url, String mimeType, String name, long size) {}

    /** In the order asked for. */
    public record Claimed(List<Item> items) {}

    InternalAttachmentResource(AttachmentService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    /** From now on they stay as long as the message does; 404 where one is not this user's. */
    @POST
    @Path("/claims")
    public Uni<Claimed> claim(@Nullable ClaimRequest request) {
        var chat = caller.requireService();
        if (request == null || request.userId() == null || request.commentId() == null || request.ids() == null) {
            throw Refusal.malformed("user_id, comment_id and ids are needed").refused();
        }
        if (request.ids().size() > IDS_MAX) {
            throw Refusal.validation("ids", "are too many").refused();
        }
        return service.claim(chat.tenant(), request.userId(), request.commentId(), request.ids())
                .map(files -> new Claimed(files.stream()
                        .map(file -> new Item(file.id(), file.url(), file.mimeType(), file.name(), file.size()))
                        .toList()));
    }
}
