import { useEffect, useState, useSyncExternalStore } from "react";
import { useSessionChanged } from "../session/session";
import { browserEnvironment, ChatSocket, socketUrl } from "./socket";
import type { ChatState } from "./state";

export interface Chat {
  socket: ChatSocket;
  state: ChatState;
}

/** A browser does not tell why a handshake was refused: after so many failures the session is looked at. */
const FAILURES_BEFORE_DOUBT = 2;

/** One connection to a stream's room for as long as the page shows it. */
export function useChat(streamId: string, enabled: boolean): Chat {
  const [socket] = useState(
    () => new ChatSocket(socketUrl(`/ws/streams/${encodeURIComponent(streamId)}/chat`), browserEnvironment),
  );
  const state = useSyncExternalStore(socket.subscribe, socket.getState);
  const sessionChanged = useSessionChanged();

  useEffect(() => {
    if (!enabled) return;
    socket.start();
    window.addEventListener("online", socket.reconnectNow);
    window.addEventListener("offline", socket.networkLost);
    return () => {
      window.removeEventListener("online", socket.reconnectNow);
      window.removeEventListener("offline", socket.networkLost);
      socket.stop();
    };
  }, [socket, enabled]);

  const doubtful = state.closedReason === "session_ended" || state.failures >= FAILURES_BEFORE_DOUBT;
  useEffect(() => {
    if (doubtful) void sessionChanged();
  }, [doubtful, state.failures, sessionChanged]);

  return { socket, state };
}
