import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import type { Qoe } from "../api/streams";
import { Icon } from "../components/Icon";
import { useI18n } from "../i18n";
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

const SEEK_S = 5;
const FAR_BEHIND_S = 15;

export function Player({ src, holding, muted: startMuted = false, qoe, children }: PlayerProps) {
  const { t } = useI18n();
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const playback = useHls(video, src);
  const [paused, setPaused] = useState(true);
  const [muted, setMuted] = useState(startMuted);
  const [volume, setVolume] = useState(1);
  const [silenced, setSilenced] = useState(false);
  const [full, setFull] = useState(false);

  useEffect(() => {
    if (qoe) qoe.current = playback.qoe;
  }, [qoe, playback.qoe]);

  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement === frame.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);

  /** Browsers refuse sound before the first click: then the picture starts without it. */
  const begin = () => {
    const element = video.current;
    if (!element) return;
    element.play().catch((refused: DOMException) => {
      if (refused.name !== "NotAllowedError" || element.muted) return;
      element.muted = true;
      setSilenced(true);
      element.play().catch(() => undefined);
    });
  };

  const togglePlay = () => {
    const element = video.current;
    if (!element) return;
    if (element.paused) playback.jumpToLive();
    else element.pause();
  };

  const toggleMute = () => {
    if (!video.current) return;
    video.current.muted = !video.current.muted;
    setSilenced(false);
  };

  const toggleFull = () => {
    const element = video.current as (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null;
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (document.fullscreenEnabled) void frame.current?.requestFullscreen().catch(() => undefined);
    // iPhones show only the video itself in full.
    else element?.webkitEnterFullscreen?.();
  };

  const setLoudness = (value: number) => {
    if (!video.current) return;
    video.current.volume = Math.min(1, Math.max(0, value));
    video.current.muted = value <= 0;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const element = video.current;
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = (event.target as HTMLElement).closest("button, select, input") !== null;
    const act = {
      " ": onControl ? undefined : togglePlay,
      k: togglePlay,
      m: toggleMute,
      f: toggleFull,
      l: playback.jumpToLive,
      ArrowLeft: onControl ? undefined : () => (element.currentTime -= SEEK_S),
      ArrowRight: onControl ? undefined : () => (element.currentTime += SEEK_S),
      ArrowUp: onControl ? undefined : () => setLoudness(element.volume + 0.1),
      ArrowDown: onControl ? undefined : () => setLoudness(element.volume - 0.1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

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
      onKeyDown={onKeyDown}
    >
      <video
        ref={video}
        className="player__video"
        data-testid="player"
        playsInline
        muted={startMuted}
        onCanPlay={begin}
        onPlay={() => setPaused(false)}
        onPause={() => setPaused(true)}
        onVolumeChange={(event) => {
          setMuted(event.currentTarget.muted);
          setVolume(event.currentTarget.volume);
        }}
        onClick={togglePlay}
      />
      {children}
      {overlay && <div className="player__holding">{overlay}</div>}
      {silenced && !holding && (
        <button type="button" className="button player__unmute" onClick={toggleMute}>
          <Icon name="muted" />
          {t("tapToUnmute")}
        </button>
      )}
      {!holding && playback.started && (
        <div className="player__bar">
          <button type="button" className="player__button" aria-label={paused ? t("play") : t("pause")} onClick={togglePlay}>
            <Icon name={paused ? "play" : "pause"} />
          </button>
          <button type="button" className="player__button" aria-label={muted ? t("unmute") : t("mute")} onClick={toggleMute}>
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
            onChange={(event) => setLoudness(Number(event.target.value))}
          />
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
            aria-label={full ? t("exitFullscreen") : t("fullscreen")}
            onClick={toggleFull}
          >
            <Icon name="fullscreen" />
          </button>
        </div>
      )}
    </section>
  );
}
