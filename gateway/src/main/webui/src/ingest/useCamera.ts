import { useCallback, useEffect, useRef, useState } from "react";

export type CameraProblem = "cameraDenied" | "cameraMissing" | "cameraBusy" | "cameraUnsupported";

export interface Camera {
  media: MediaStream | null;
  opening: boolean;
  problem: CameraProblem | null;
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
  /** Opens the chosen (or the default) devices; null when that failed. */
  open(choice?: { camera?: string; microphone?: string }): Promise<MediaStream | null>;
  close(): void;
}

function problemOf(error: unknown): CameraProblem {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "cameraDenied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "cameraMissing";
    case "NotReadableError":
    case "AbortError":
      return "cameraBusy";
    default:
      return "cameraUnsupported";
  }
}

function stopTracks(media: MediaStream | null): void {
  for (const track of media?.getTracks() ?? []) track.stop();
}

/** The camera and microphone of this device; they are let go when the page is left. */
export function useCamera(): Camera {
  const current = useRef<MediaStream | null>(null);
  const [media, setMedia] = useState<MediaStream | null>(null);
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);

  const use = useCallback((next: MediaStream | null) => {
    stopTracks(current.current);
    current.current = next;
    setMedia(next);
  }, []);

  useEffect(
    () => () => {
      stopTracks(current.current);
      current.current = null;
    },
    [],
  );

  const open = useCallback(
    async (choice: { camera?: string; microphone?: string } = {}) => {
      if (!navigator.mediaDevices || typeof MediaRecorder === "undefined") {
        setProblem("cameraUnsupported");
        return null;
      }
      setOpening(true);
      setProblem(null);
      try {
        const next = await navigator.mediaDevices.getUserMedia({
          video: {
            width: { ideal: 1280 },
            height: { ideal: 720 },
            frameRate: { ideal: 30 },
            ...(choice.camera ? { deviceId: { exact: choice.camera } } : {}),
          },
          audio: choice.microphone ? { deviceId: { exact: choice.microphone } } : true,
        });
        use(next);
        setDevices(await navigator.mediaDevices.enumerateDevices());
        return next;
      } catch (error) {
        setProblem(problemOf(error));
        return null;
      } finally {
        setOpening(false);
      }
    },
    [use],
  );

  const close = useCallback(() => use(null), [use]);

  return {
    media,
    opening,
    problem,
    cameras: devices.filter((device) => device.kind === "videoinput"),
    microphones: devices.filter((device) => device.kind === "audioinput"),
    open,
    close,
  };
}
