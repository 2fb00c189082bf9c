import { useState, type PointerEvent } from "react";
import { useI18n } from "../i18n";
import { thumbnailAt, type Thumbnail } from "./sprite";

interface SeekBarProps {
  at: number;
  duration: number;
  thumbnails: readonly Thumbnail[];
  onSeek: (second: number) => void;
}

/** Where the video is, and what is to be seen elsewhere in it. */
export function SeekBar({ at, duration, thumbnails, onSeek }: SeekBarProps) {
  const { t, timecode } = useI18n();
  const [pointed, setPointed] = useState<{ second: number; share: number } | null>(null);
  const thumbnail = pointed ? thumbnailAt(thumbnails, pointed.second) : null;

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    setPointed({ second: share * duration, share });
  };

  return (
    <div className="seek" onPointerMove={point} onPointerLeave={() => setPointed(null)}>
      {pointed && (
        <div className="seek__preview" aria-hidden="true" style={{ left: `${Math.min(92, Math.max(8, pointed.share * 100))}%` }}>
          {thumbnail && (
            <span
              className="seek__picture"
              style={{
                width: thumbnail.width,
                height: thumbnail.height,
                backgroundImage: `url(${JSON.stringify(thumbnail.url)})`,
                backgroundPosition: `-${thumbnail.x}px -${thumbnail.y}px`,
              }}
            />
          )}
          <span>{timecode(pointed.second)}</span>
        </div>
      )}
      <input
        type="range"
        className="seek__range"
        min={0}
        max={Math.max(1, duration)}
        step={0.1}
        value={Math.min(at, duration)}
        aria-label={t("playerSeek")}
        aria-valuetext={`${timecode(at)} / ${timecode(duration)}`}
        data-testid="seek"
        style={{ "--share": `${duration > 0 ? (100 * at) / duration : 0}%` } as React.CSSProperties}
        onChange={(event) => onSeek(Number(event.target.value))}
      />
    </div>
  );
}
