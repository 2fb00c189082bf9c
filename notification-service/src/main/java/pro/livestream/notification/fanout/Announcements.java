package pro.livestream.notification.fanout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.ArchiveReady;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.notification.follow.FollowNews;
import pro.livestream.notification.inbox.Kind;
import pro.livestream.notification.profile.UserView;
import pro.livestream.platform.json.WireJson;

/** What users read about each event. */
final class Announcements {
    private static final int NAMES_MAX = 3;

    private Announcements() {}

    static Announcement of(StreamStarted started) {
        return new Announcement(
                Kind.STREAM_STARTED,
                started.streamId(),
                started.userId(),
                Map.of("name", started.username(), "title", started.title()),
                null,
                null,
                null,
                data(
                        "stream_id", started.streamId(),
                        "broadcaster", broadcaster(started.userId(), started.username()),
                        "stream_title", started.title(),
                        "thumbnail_url", started.thumbnailUrl(),
                        "started_at", WireJson.format(started.startedAt()),
                        "url", "/watch/" + started.streamId()),
                started.startedAt());
    }

    static Announcement of(Reminder reminder) {
        var minutes = reminder.minutesBefore();
        return new Announcement(
                Kind.STREAM_REMINDER,
                reminder.source(),
                reminder.broadcasterId(),
                Map.of("name", reminder.broadcasterName(), "title", reminder.title()),
                null,
                Integer.toString(minutes),
                minutes,
                data(
                        "schedule_id", reminder.scheduleId(),
                        "stream_id", reminder.streamId(),
                        "broadcaster", broadcaster(reminder.broadcasterId(), reminder.broadcasterName()),
                        "stream_title", reminder.title(),
                        "starts_at", WireJson.format(reminder.startsAt()),
                        "minutes_before", minutes,
                        "url", reminder.streamId() == null ? "/" : "/watch/" + reminder.streamId()),
                reminder.dueAt());
    }

    static Announcement of(ArchiveReady ready) {
        return new Announcement(
                Kind.ARCHIVE_READY,
                ready.archiveId(),
                null,
                Map.of("title", ready.title()),
                null,
                null,
                null,
                data(
                        "archive_id", ready.archiveId(),
                        "stream_id", ready.streamId(),
                        "archive_title", ready.title(),
                        "duration_s", ready.durationS(),
                        "url", "/archives/" + ready.archiveId()),
                ready.readyAt());
    }

    static Announcement of(TipSucceeded tip) {
        return new Announcement(
                Kind.TIP_RECEIVED,
                tip.transactionId(),
                null,
                Map.of("name", tip.senderUsername(), "message", tip.message() == null ? "" : tip.message()),
                new Announcement.Tip(tip.amount(), tip.currency()),
                null,
                null,
                data(
                        "transaction_id", tip.transactionId(),
                        "stream_id", tip.streamId(),
                        "sender", broadcaster(tip.senderId(), tip.senderUsername()),
                        "amount", tip.amount(),
                        "currency", tip.currency(),
                        "message", tip.message(),
                        "url", "/watch/" + tip.streamId()),
                tip.succeededAt());
    }

    /** That it calls its readers by name. */
    static Announcement of(ChatMessagePosted message) {
        return new Announcement(
                Kind.MENTION,
                message.commentId(),
                null,
                Map.of("name", message.username(), "message", message.message()),
                null,
                null,
                null,
                data(
                        "comment_id", message.commentId(),
                        "stream_id", message.streamId(),
                        "author", broadcaster(message.userId(), message.username()),
                        "message", message.message(),
                        "url", "/watch/" + message.streamId()),
                message.createdAt());
    }

    /** {@code source} names the span of time in which followers are told of together. */
    static Announcement of(FollowNews.Bundle bundle, UUID source, java.time.Instant at) {
        var names =
                bundle.newest().stream().map(UserView::name).limit(NAMES_MAX).toList();
        var users = bundle.newest().stream()
                .map(user -> broadcaster(user.userId(), user.username()))
                .toList();
        return new Announcement(
                Kind.NEW_FOLLOWER,
                source,
                null,
                Map.of(
                        "count",
                        Long.toString(bundle.count()),
                        "name",
                        names.isEmpty() ? "" : names.getFirst(),
                        "names",
                        String.join(", ", names) + (bundle.count() > names.size() ? ", …" : "")),
                null,
                bundle.count() == 1 ? null : "many",
                null,
                data("count", bundle.count(), "followers", users, "url", "/"),
                at);
    }

    private static Map<String, Object> broadcaster(UUID userId, String username) {
        return data("user_id", userId, "username", username);
    }

    private static Map<String, Object> data(@Nullable Object... namesAndValues) {
        var data = new LinkedHashMap<String, Object>();
        for (var at = 0; at < namesAndValues.length; at += 2) {
            var value = namesAndValues[at + 1];
            if (value != null) {
                data.put(String.valueOf(namesAndValues[at]), plain(value));
            }
        }
        return data;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Number number -> number;
            case Map<?, ?> map -> map;
            case List<?> list -> list;
            default -> value.toString();
        };
    }
}
