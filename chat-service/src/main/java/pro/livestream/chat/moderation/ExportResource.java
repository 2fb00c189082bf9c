package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.history.HistoryStore.Stored;
import pro.livestream.chat.history.RecordStore;
import pro.livestream.chat.history.TimeRange;
import pro.livestream.contracts.ErrorBody.FieldError;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.tenant.Tenant;

/** A room's messages as a file, page by page as fast as the reader takes them; who took them is written down. */
@Path("/api/streams/{id}/chat/export")
public class ExportResource {

    private static final int PAGE = 500;

    private final ModerationService service;
    private final RecordStore records;
    private final CurrentCaller caller;

    ExportResource(ModerationService service, RecordStore records, CurrentCaller caller) {
        this.service = service;
        this.records = records;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "All messages of a room as a file",
            description = "For moderators, in order, with those that were deleted. In CSV a text that a spreadsheet"
                    + " would take for a formula begins with an apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Uni<Response> export(
            @PathParam("id") String id,
            @Parameter(description = "jsonl or csv; jsonl if absent") @QueryParam("format") @Nullable String format,
            @Parameter(description = "From this moment on, RFC 3339") @QueryParam("from") @Nullable String from,
            @Parameter(description = "Before this moment, RFC 3339") @QueryParam("to") @Nullable String to) {
        var errors = new ArrayList<FieldError>();
        var wanted = ExportFormat.named(format);
        if (wanted.isEmpty()) {
            errors.add(new FieldError("format", "must be jsonl or csv"));
        }
        var range = TimeRange.read(from, to, errors);
        if (!errors.isEmpty()) {
            throw Refusal.validation(errors).refused();
        }
        var asker = caller.get();
        var file = wanted.orElseThrow();
        return service.moderator(asker, streamId(id))
                .call(service::exported)
                .map(actor -> file(asker.tenant(), actor.room().key().streamId(), file, range));
    }

    private Response file(Tenant tenant, UUID roomId, ExportFormat format, TimeRange range) {
        var head = Multi.createFrom()
                .item(format.head().getBytes(StandardCharsets.UTF_8))
                .filter(bytes -> bytes.length > 0);
        var body = pages(tenant, roomId, range).map(page -> bytes(format, page));
        return Response.ok(new Export(Multi.createBy().concatenating().streams(head, body)))
                .header("Content-Type", format.mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"chat-" + roomId + "." + format.fileEnding() + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Each page is read when the one before it is on its way. */
    private Multi<List<Stored>> pages(Tenant tenant, UUID roomId, TimeRange range) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicLong(Long.MIN_VALUE),
                        after -> records.ofRoom(tenant, roomId, range, after.get(), PAGE)
                                .invoke(page -> {
                                    if (!page.isEmpty()) {
                                        after.set(page.getLast().offset());
                                    }
                                }))
                .until(List::isEmpty);
    }

    private static byte[] bytes(ExportFormat format, List<Stored> page) {
        var lines = new StringBuilder();
        page.forEach(one -> lines.append(format.line(one)));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }
}
