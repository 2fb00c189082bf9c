package pro.livestream.stream.studio;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One thing that a broadcaster can do, or has to know; {@code safe_kbps} is what the upload carries. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Advice(String code, String message, @Nullable Integer safeKbps) {}
