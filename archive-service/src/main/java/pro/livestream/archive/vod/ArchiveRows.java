package pro.livestream.archive.vod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.recording.RecordingReport;
import pro.livestream.archive.recording.Timeline;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.platform.json.WireJson;

/** Between rows and records. */
final class ArchiveRows {

    private ArchiveRows() {}

    static Archive archive(Row row) {
        @Nullable Object report = row.getValue("report");
        @Nullable Object timeline = row.getValue("timeline");
        var status = ArchiveStatus.named(row.getString("status"));
        return new Archive(
                row.getUUID("archive_id"),
                row.getUUID("stream_id"),
                row.getUUID("user_id"),
                row.getString("title"),
                row.getString("s3_key"),
                row.getInteger("duration"),
                row.getLong("file_size"),
                row.getInteger("width"),
                row.getInteger("height"),
                row.getString("codec"),
                status,
                row.getString("visibility"),
                row.getString("thumbnail_key"),
                row.getString("sprite_key"),
                row.getString("storage_class"),
                row.getLong("views"),
                row.getString("failure"),
                known(instant(row, "created_at")),
                instant(row, "ready_at"),
                known(instant(row, "started_at")),
                instant(row, "ended_at"),
                row.getString("recording_bucket"),
                row.getString("recording_manifest"),
                read(String.valueOf(row.getValue("recording_gaps")), new TypeReference<List<RecordingGap>>() {}),
                report == null ? null : read(report.toString(), new TypeReference<RecordingReport>() {}),
                timeline == null ? null : read(timeline.toString(), new TypeReference<Timeline>() {}),
                row.getOffsetDateTime("removal_asked_at") != null,
                row.getLong("version"),
                progress(row, status));
    }

    private static Archive.Progress progress(Row row, ArchiveStatus status) {
        @Nullable Integer percent = row.getInteger("job_percent");
        int known = percent == null ? 0 : percent;
        return new Archive.Progress(status.playable() ? 100 : known, row.getString("job_stage"));
    }

    private static Instant known(@Nullable Instant instant) {
        if (instant == null) {
            throw new IllegalStateException("a time is missing");
        }
        return instant;
    }

    private static @Nullable Instant instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return WireJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row that can't be read", e);
        }
    }

    static JsonObject json(Object value) {
        return new JsonObject(text(value));
    }

    static JsonArray jsonArray(Object value) {
        return new JsonArray(text(value));
    }

    private static String text(Object value) {
        try {
            return WireJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Tuple tuple(@Nullable Object... values) {
        var converted = Arrays.stream(values)
                .map(value -> value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value)
                .toList();
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.wrap(new ArrayList<>(converted)));
    }
}
