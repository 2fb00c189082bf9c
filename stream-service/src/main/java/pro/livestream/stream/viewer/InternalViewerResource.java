package pro.livestream.stream.viewer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.CurrentCaller;

/** Chat nodes say who came, who left and who is there. */
@Path("/internal/viewers")
public class InternalViewerResource {

    /** One node's word on some streams. */
    public record Report(@Nullable String source, @Nullable List<Item> items) {}

    /** One stream's viewers, each {@code u:<user id>} or {@code a:<cookie id>}. */
    public record Item(
            @Nullable UUID streamId,
            @Nullable List<String> joined,
            @Nullable List<String> left,
            @Nullable List<String> present) {}

    private static final int VIEWERS_MAX = 20_000;
    private static final int ITEMS_MAX = 1_000;

    private final ViewerSets sets;
    private final CurrentCaller caller;

    InternalViewerResource(ViewerSets sets, CurrentCaller caller) {
        this.sets = sets;
        this.caller = caller;
    }

    @POST
    public Uni<Void> report(@Nullable Report report) {
        var service = caller.requireService();
        if (report == null || report.source() == null || report.items() == null) {
            throw Refusal.malformed("source and items are needed").refused();
        }
        String source = report.source();
        var items = report.items();
        long viewers = items.stream()
                .mapToLong(
                        item -> all(item.joined(), item.present(), item.left()).size())
                .sum();
        if (items.size() > ITEMS_MAX || viewers > VIEWERS_MAX) {
            throw Refusal.validation("items", "at most " + VIEWERS_MAX + " viewers of " + ITEMS_MAX + " streams")
                    .refused();
        }
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> {
                    var streamId = item.streamId();
                    return streamId == null
                            ? Uni.createFrom().voidItem()
                            : sets.touch(
                                    service.tenant(),
                                    streamId,
                                    source,
                                    all(item.joined(), item.present()),
                                    all(item.left()));
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    @SafeVarargs
    private static List<String> all(@Nullable List<String>... lists) {
        return Stream.of(lists)
                .flatMap(list -> list == null ? Stream.of() : new ArrayList<>(list).stream())
                .toList();
    }
}
