import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeSettings } from "../../api/moderation";
import { ApiError } from "../../api/client";
import type { LinkRule, RoomSettings } from "../../chat/frames";
import { useI18n } from "../../i18n";
import { Dialog } from "../Dialog";
import { TextField } from "../Field";
import { ErrorNotice } from "../Notice";

interface ChatSettingsDialogProps {
  streamId: string;
  settings: RoomSettings;
  onClose: () => void;
}

/** How the room may be used, for who moderates it. */
export function ChatSettingsDialog({ streamId, settings, onClose }: ChatSettingsDialogProps) {
  const { t } = useI18n();
  const [slow, setSlow] = useState(String(settings.slow_mode_s));
  const [followers, setFollowers] = useState(settings.followers_only);
  const [emotes, setEmotes] = useState(settings.emote_only);
  const [closed, setClosed] = useState(settings.closed);
  const [links, setLinks] = useState(settings.links);
  const save = useMutation({
    mutationFn: () =>
      changeSettings(streamId, {
        slow_mode_s: Number(slow),
        followers_only: followers,
        emote_only: emotes,
        closed,
        links,
      }),
    onSuccess: onClose,
  });
  const slowError = save.error instanceof ApiError ? save.error.field("slow_mode_s") : undefined;
  return (
    <Dialog title={t("chatSettings")} testId="chat-settings-dialog" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label={t("chatSettingSlow")}
          type="number"
          min={0}
          max={3600}
          required
          value={slow}
          error={slowError}
          data-testid="chat-setting-slow"
          onChange={(event) => setSlow(event.target.value)}
        />
        <Check label={t("chatSettingFollowers")} checked={followers} testId="chat-setting-followers" onChange={setFollowers} />
        <Check label={t("chatSettingEmotes")} checked={emotes} testId="chat-setting-emotes" onChange={setEmotes} />
        <Check label={t("chatSettingClosed")} checked={closed} testId="chat-setting-closed" onChange={setClosed} />
        <div className="field">
          <label htmlFor="chat-setting-links">{t("chatSettingLinks")}</label>
          <select
            id="chat-setting-links"
            value={links}
            data-testid="chat-setting-links"
            onChange={(event) => setLinks(event.target.value as LinkRule)}
          >
            <option value="allow">{t("chatLinksAllow")}</option>
            <option value="hold">{t("chatLinksHold")}</option>
            <option value="block">{t("chatLinksBlock")}</option>
          </select>
        </div>
        {save.isError && !slowError && <ErrorNotice error={save.error} />}
        <button type="submit" className="button" data-testid="chat-settings-save" disabled={save.isPending}>
          {t("chatSettingsSave")}
        </button>
      </form>
    </Dialog>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  testId: string;
  onChange: (checked: boolean) => void;
}

function Check({ label, checked, testId, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} data-testid={testId} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
