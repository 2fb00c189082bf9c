package pro.livestream.contracts.event;

import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A fact that a service tells the others; its value on the topic is the record's JSON. */
public sealed interface Event
        permits ChatMessagePosted,
                ChatMessageEdited,
                ChatMessageDeleted,
                ReactionSent,
                ModerationActed,
                ViewerJoined,
                ViewerLeft,
                ViewerCounted,
                StreamStarted,
                StreamEnded,
                StreamRecorded,
                StreamUpdated,
                StreamScheduled,
                StageChanged,
                ArchiveReady,
                ArchiveFailed,
                TipSucceeded,
                TipRefunded,
                TipDisputed,
                UserProfileChanged,
                FollowChanged,
                IdentityRevoked,
                TenantChanged,
                TenantStatusChanged,
                DeliveryRequested {

    /** What kind of fact, within the topic; also the CloudEvents type. */
    String eventType();

    /** The tenant's schema name. */
    String tenant();

    Topic topic();

    /** The id whose facts must stay in order. */
    String key();

    /** True where a compacted topic must forget the key: the record is sent without a value. */
    default boolean tombstone() {
        return false;
    }

    /** The rising version of the aggregate that the fact is about; null where facts don't replace each other. */
    default @Nullable Long aggregateVersion() {
        return null;
    }
}
