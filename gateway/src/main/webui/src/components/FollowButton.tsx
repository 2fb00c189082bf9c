import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { ApiError } from "../api/client";
import { followedKey, followersKey, followKey, useFollow } from "../api/queries";
import { follow, unfollow } from "../api/users";
import { useI18n } from "../i18n";
import { errorText } from "../i18n/errors";
import { useSession } from "../session/session";
import { Icon } from "./Icon";

/** Follows a broadcaster or stops; visitors are led to log in, and nobody follows themselves. */
export function FollowButton({ userId, name }: { userId: string; name: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { user, loading } = useSession();
  const location = useLocation();
  const queries = useQueryClient();
  const query = useFollow(userId);
  const following = query.data != null;
  const change = useMutation({
    mutationFn: async () => {
      if (following) return void (await unfollow(userId));
      await follow(userId);
    },
    onError: () => queries.invalidateQueries({ queryKey: followKey(userId) }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: followKey(userId) }),
        queries.invalidateQueries({ queryKey: followersKey(userId) }),
        queries.invalidateQueries({ queryKey: followedKey }),
      ]),
  });

  if (loading || user?.user_id === userId) return null;
  if (!user) {
    return (
      <Link to="/login" search={{ next: location.pathname }} className="button button--quiet follow">
        <Icon name="heart" />
        {t("follow")}
      </Link>
    );
  }
  // Somebody who followed in another tab has what they wanted.
  const known = change.error instanceof ApiError && ["ALREADY_FOLLOWING", "NOT_FOUND"].includes(change.error.code);
  return (
    <span className="follow">
      <button
        type="button"
        className={following ? "button button--quiet" : "button"}
        aria-pressed={following}
        aria-label={following ? t("unfollowWhom", { name }) : t("followWhom", { name })}
        data-testid="follow"
        data-state={query.isPending ? "loading" : following ? "following" : "not-following"}
        disabled={query.isPending || change.isPending}
        onClick={() => change.mutate()}
      >
        <Icon name={following ? "check" : "heart"} />
        {following ? t("following") : t("follow")}
      </button>
      {change.isError && !known && (
        <span className="field__error" role="alert">
          {errorText(change.error, i18n)}
        </span>
      )}
    </span>
  );
}
