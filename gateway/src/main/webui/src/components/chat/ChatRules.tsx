import type { ChatState } from "../../chat/state";
import { useI18n } from "../../i18n";

/** What holds in this room at the moment, said before somebody runs into it. */
export function ChatRules({ state }: { state: ChatState }) {
  const { t, number } = useI18n();
  const { settings, sampledRatio } = state;
  const rules = [
    sampledRatio !== null && t("chatSampled", { percent: number(Math.max(1, Math.round(sampledRatio * 100))) }),
    settings?.closed && t("chatRuleClosed"),
    settings && settings.slow_mode_s > 0 && t("chatRuleSlow", { seconds: settings.slow_mode_s }),
    settings?.followers_only && t("chatRuleFollowers"),
    settings?.emote_only && t("chatRuleEmotes"),
  ].filter((rule) => typeof rule === "string");
  if (rules.length === 0) return null;
  return (
    <p className="chat__rules" data-testid="chat-rules">
      {rules.join(" · ")}
    </p>
  );
}
