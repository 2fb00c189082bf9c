import { useQuery } from "@tanstack/react-query";
import { streamStats } from "../../api/streams";
import { useI18n } from "../../i18n";
import { formatMoney } from "../../money/format";

const COUNTED_WITHIN_MS = 5_000;

/** What became of an ended stream, once the last of it is counted; nothing where that is not known. */
export function InNumbers({ streamId }: { streamId: string }) {
  const { t, duration, locale } = useI18n();
  const stats = useQuery({
    queryKey: ["streams", streamId, "stats"],
    queryFn: ({ signal }) => streamStats(streamId, signal),
    refetchInterval: ({ state }) => (state.dataUpdateCount < 3 ? COUNTED_WITHIN_MS : false),
  });
  const known = stats.data;
  if (!known) return null;
  const tips = known.tips.map((tip) => formatMoney(tip.amount - tip.refunded, tip.currency, locale)).join(", ");
  return (
    <>
      <p data-testid="studio-numbers">
        {t("studioNumbers", {
          people: known.total_viewers,
          time: duration(known.watch_time_s),
          messages: known.messages,
          reactions: known.reactions,
        })}
      </p>
      {tips !== "" && <p>{t("studioTips", { tips })}</p>}
    </>
  );
}
