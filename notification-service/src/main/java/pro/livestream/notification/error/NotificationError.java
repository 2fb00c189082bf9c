package pro.livestream.notification.error;

import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;

/** The expected refusals of this service. */
public sealed interface NotificationError {
    record AlreadyFollowing() implements NotificationError {}

    record FollowsOneself() implements NotificationError {}

    record NoSuchUser() implements NotificationError {}

    record NoSuchFollow() implements NotificationError {}

    record NotOwnFollow() implements NotificationError {}

    record NoSuchNotification() implements NotificationError {}

    record NoSuchSubscription() implements NotificationError {}

    record TooManySubscriptions(int countMax) implements NotificationError {}

    record TooManyConnections(int countMax) implements NotificationError {}

    record BadUnsubscribeLink() implements NotificationError {}

    record BadCalendarLink() implements NotificationError {}

    record Invalid(String field, String message) implements NotificationError {}

    record BodyMissing() implements NotificationError {}

    default Refusal refusal() {
        return switch (this) {
            case AlreadyFollowing() -> Refusal.conflict("ALREADY_FOLLOWING", "You follow this user already");
            case FollowsOneself() -> Refusal.validation("following_id", "nobody can follow oneself");
            case NoSuchUser() -> Refusal.notFound("There is no such user");
            case NoSuchFollow() -> Refusal.notFound("There is no such follow");
            case NotOwnFollow() -> Refusal.forbidden("Only the follower can end this");
            case NoSuchNotification() -> Refusal.notFound("There is no such notification");
            case NoSuchSubscription() -> Refusal.notFound("There is no such subscription");
            case TooManySubscriptions(var countMax) ->
                Refusal.conflict("TOO_MANY_SUBSCRIPTIONS", "A user can have " + countMax + " push subscriptions");
            case TooManyConnections(var countMax) ->
                Refusal.of(429, "TOO_MANY_CONNECTIONS", "A user can have " + countMax + " connections here");
            case BadUnsubscribeLink(), BadCalendarLink() -> Refusal.notFound("This link is not valid");
            case Invalid(var field, var message) -> Refusal.validation(field, message);
            case BodyMissing() -> Refusal.malformed("The body is not the JSON object that is expected here");
        };
    }

    default RefusedException refused() {
        return refusal().refused();
    }
}
