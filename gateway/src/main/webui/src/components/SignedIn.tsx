import { Navigate, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { User } from "../api/types";
import { useSession } from "../session/session";
import { Loading } from "./Notice";

/** Shows its content to who is signed in, and brings everybody else to the log-in page and back. */
export function SignedIn({ children }: { children: (user: User) => ReactNode }) {
  const { user, loading } = useSession();
  const location = useLocation();
  if (loading) return <Loading />;
  if (!user) return <Navigate to="/login" search={{ next: location.pathname }} replace />;
  return children(user);
}
