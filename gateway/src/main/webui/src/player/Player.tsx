import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import type { Qoe } from "../api/streams";
import { Icon } from "../components/Icon";
import { useI18n } from "../i18n";
import { PictureButtons, PlayAndSound } from "./Buttons";
import { useControls } from "./useControls";
import { useHls, type Quality } from "./useHls";

interface PlayerProps {
  src: string | null;
  /** A screen over the video, while there is nothing to play. */
  holding: ReactNode | null;
  muted?: boolean;
  /** Filled with a reader of what this viewer experiences, for heartbeats. */
  qoe?: RefObject<(() => Qoe | null) | null>;
  children?: ReactNode;
}

const FAR_BEHIND_S = 15;

export function Player({ src, holding, muted: startMuted = false, qoe, children }: PlayerProps) {
  const { t } = useI18n();
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const playback = useHls(video, src);

  const togglePlay = () => {
    const element = video.current;
    if (!element) return;
    if (element.paused) playback.jumpToLive();
    else element.pause();
  };

  const controls = useControls(frame, video, startMuted, {
    togglePlay,
    seek: (seconds) => {
      if (video.current) video.current.currentTime += seconds;
    },
    more: { l: playback.jumpToLive },
  });
  const { paused, full, silenced } = controls;

  useEffect(() => {
    if (qoe) qoe.current = playback.qoe;
  }, [qoe, playback.qoe]);

  const label = (quality: Quality) => (quality.audioOnly ? t("audioOnly") : `${quality.height}p`);
  const automatic = playback.playing && playback.chosen === -1 ? label(playback.playing) : null;
  const behind = playback.latencyS !== null && playback.latencyS > FAR_BEHIND_S;
  const overlay =
    holding ??
    (playback.unsupported ? <p role="alert">{t("playerFailed")}</p> : null) ??
    (src !== null && !playback.started ? <p role="status">{t("holdLoading")}</p> : null);

  return (
    <section
      className={full ? "player player--full" : "player"}
      ref={frame}
      aria-label={t("player")}
      tabIndex={0}
      onKeyDown={controls.onKeyDown}
    >
      <video
        ref={video}
        className="player__video"
        data-testid="player"
        playsInline
        muted={startMuted}
        onCanPlay={controls.begin}
        {...controls.handlers}
        onClick={togglePlay}
      />
      {children}
      {overlay && <div className="player__holding">{overlay}</div>}
      {silenced && !holding && (
        <button type="button" className="button player__unmute" onClick={controls.toggleMute}>
          <Icon name="muted" />
          {t("tapToUnmute")}
        </button>
      )}
      {!holding && playback.started && (
        <div className="player__bar">
          <PlayAndSound controls={controls} onTogglePlay={togglePlay} />
          <button
            type="button"
            className={behind || paused ? "player__live" : "player__live player__live--on"}
            aria-label={t("jumpToLive")}
            onClick={playback.jumpToLive}
          >
            {t("atLive")}
          </button>
          <span className="player__latency" data-testid="latency">
            {playback.latencyS !== null && (
              <>
                <span className="player__latency-long">{t("latency", { seconds: playback.latencyS.toFixed(1) })}</span>
                <span className="player__latency-short" aria-hidden="true">
                  {playback.latencyS.toFixed(1)} s
                </span>
              </>
            )}
          </span>
          <select
            className="player__quality"
            aria-label={t("quality")}
            data-testid="quality"
            value={playback.chosen}
            onChange={(event) => playback.choose(Number(event.target.value))}
          >
            <option value={-1}>{automatic ? t("qualityAutoAt", { quality: automatic }) : t("qualityAuto")}</option>
            {[...playback.qualities]
              .sort((a, b) => b.height - a.height)
              .map((quality) => (
                <option key={quality.index} value={quality.index}>
                  {label(quality)}
                </option>
              ))}
          </select>
          <PictureButtons controls={controls} video={video} />
        </div>
      )}
    </section>
  );
}
