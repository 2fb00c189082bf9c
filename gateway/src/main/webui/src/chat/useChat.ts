import { useEffect, useState, useSyncExternalStore } from "react";
import { browserEnvironment, ChatSocket, socketUrl } from "./socket";
import type { ChatState } from "./state";

export interface Chat {
  socket: ChatSocket;
  state: ChatState;
}

/** One connection to a stream's room for as long as the page shows it. */
export function useChat(streamId: string, enabled: boolean): Chat {
  const [socket] = useState(
    () => new ChatSocket(socketUrl(`/ws/streams/${encodeURIComponent(streamId)}/chat`), browserEnvironment),
  );
  const state = useSyncExternalStore(socket.subscribe, socket.getState);

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

  return { socket, state };
}
