/** A picture of a moment, cut out of a sheet of many. */
export interface Thumbnail {
  fromS: number;
  toS: number;
  url: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE = /(?:(\d+):)?(\d{2}):(\d{2}\.\d{3}) --> (?:(\d+):)?(\d{2}):(\d{2}\.\d{3})/;

/** Reads a WebVTT track whose cues name parts of pictures (`sheet.jpg#xywh=0,0,160,90`); what is no such cue is left out. */
export function parseSprites(text: string, trackUrl: string): Thumbnail[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const time = CUE.exec(line);
    const picture = /^(.+)#xywh=(\d+),(\d+),(\d+),(\d+)$/.exec(lines[index + 1]?.trim() ?? "");
    if (!time || !picture) return [];
    const [x, y, width, height] = picture.slice(2).map(Number) as [number, number, number, number];
    return [
      {
        fromS: seconds(time[1], time[2]!, time[3]!),
        toS: seconds(time[4], time[5]!, time[6]!),
        url: new URL(picture[1]!, trackUrl).href,
        x,
        y,
        width,
        height,
      },
    ];
  });
}

export function thumbnailAt(thumbnails: readonly Thumbnail[], second: number): Thumbnail | null {
  return thumbnails.findLast((one) => one.fromS <= second) ?? thumbnails[0] ?? null;
}

function seconds(hours: string | undefined, minutes: string, rest: string): number {
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest);
}
