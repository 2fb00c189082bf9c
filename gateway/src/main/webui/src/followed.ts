/** What followed broadcasters do first, the given order otherwise. */
export function followedFirst<T extends { user_id: string }>(items: readonly T[], followed: ReadonlySet<string>): T[] {
  return [...items.filter((item) => followed.has(item.user_id)), ...items.filter((item) => !followed.has(item.user_id))];
}
