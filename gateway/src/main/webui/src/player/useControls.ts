import { useEffect, useState, type KeyboardEvent, type RefObject } from "react";

export interface Controls {
  paused: boolean;
  muted: boolean;
  volume: number;
  full: boolean;
  /** The browser refused sound before the first click, so that the picture started without it. */
  silenced: boolean;
  begin(): void;
  toggleMute(): void;
  toggleFull(): void;
  setLoudness(value: number): void;
  onKeyDown(event: KeyboardEvent): void;
  /** What the video element has to report. */
  handlers: {
    onPlay(): void;
    onPause(): void;
    onVolumeChange(event: { currentTarget: HTMLVideoElement }): void;
  };
}

interface Keys {
  togglePlay: () => void;
  seek: (seconds: number) => void;
  more?: Record<string, () => void>;
}

const SEEK_S = 5;

/** Sound, full screen and keys, which every player has. */
export function useControls(
  frame: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
  startMuted: boolean,
  { togglePlay, seek, more = {} }: Keys,
): Controls {
  const [paused, setPaused] = useState(true);
  const [muted, setMuted] = useState(startMuted);
  const [volume, setVolume] = useState(1);
  const [silenced, setSilenced] = useState(false);
  const [full, setFull] = useState(false);

  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement === frame.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [frame]);

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
      ArrowLeft: onControl ? undefined : () => seek(-SEEK_S),
      ArrowRight: onControl ? undefined : () => seek(SEEK_S),
      ArrowUp: onControl ? undefined : () => setLoudness(element.volume + 0.1),
      ArrowDown: onControl ? undefined : () => setLoudness(element.volume - 0.1),
      ...more,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return {
    paused,
    muted,
    volume,
    full,
    silenced,
    begin,
    toggleMute,
    toggleFull,
    setLoudness,
    onKeyDown,
    handlers: {
      onPlay: () => setPaused(false),
      onPause: () => setPaused(true),
      onVolumeChange: ({ currentTarget }) => {
        setMuted(currentTarget.muted);
        setVolume(currentTarget.volume);
      },
    },
  };
}
