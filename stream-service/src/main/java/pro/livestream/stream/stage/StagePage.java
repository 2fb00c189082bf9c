package pro.livestream.stream.stage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Cursor;
import pro.livestream.platform.page.Page;
import pro.livestream.platform.page.PageRequest;

/** One page of a list of the stage API, which speaks camelCase. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record StagePage<T>(List<T> items, @Nullable String nextCursor) {

    public StagePage {
        items = List.copyOf(items);
    }

    public static <T> StagePage<T> of(Page<T> page) {
        return new StagePage<>(page.items(), page.nextCursor());
    }

    /** The page of a short list that is held whole, sorted by {@code key}, which the cursor names. */
    public static <T> StagePage<T> of(List<T> sorted, PageRequest request, Function<T, String> key) {
        var after = request.after(1).map(cursor -> cursor.parts().getFirst());
        var rows = sorted.stream()
                .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
                .limit(request.limit() + 1L)
                .toList();
        return of(Page.of(rows, request, item -> Cursor.of(key.apply(item))));
    }
}
