import type { RefObject } from "react";
import { Icon } from "../components/Icon";
import { useI18n } from "../i18n";
import type { Controls } from "./useControls";

/** Play and sound, at the start of a player's bar. */
export function PlayAndSound({ controls, onTogglePlay }: { controls: Controls; onTogglePlay: () => void }) {
  const { t } = useI18n();
  const { paused, muted, volume } = controls;
  return (
    <>
      <button
        type="button"
        className="player__button"
        aria-label={paused ? t("play") : t("pause")}
        data-testid="player-play"
        onClick={onTogglePlay}
      >
        <Icon name={paused ? "play" : "pause"} />
      </button>
      <button type="button" className="player__button" aria-label={muted ? t("unmute") : t("mute")} onClick={controls.toggleMute}>
        <Icon name={muted ? "muted" : "sound"} />
      </button>
      <input
        className="player__volume"
        type="range"
        min="0"
        max="1"
        step="0.05"
        value={muted ? 0 : volume}
        aria-label={t("volume")}
        onChange={(event) => controls.setLoudness(Number(event.target.value))}
      />
    </>
  );
}

/** The picture in a window of its own or on the whole screen, at the end of a player's bar. */
export function PictureButtons({ controls, video }: { controls: Controls; video: RefObject<HTMLVideoElement | null> }) {
  const { t } = useI18n();
  return (
    <>
      {document.pictureInPictureEnabled && (
        <button
          type="button"
          className="player__button"
          aria-label={t("pictureInPicture")}
          onClick={() => void video.current?.requestPictureInPicture().catch(() => undefined)}
        >
          <Icon name="window" />
        </button>
      )}
      <button
        type="button"
        className="player__button"
        aria-label={controls.full ? t("exitFullscreen") : t("fullscreen")}
        onClick={controls.toggleFull}
      >
        <Icon name="fullscreen" />
      </button>
    </>
  );
}
