import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/client";
import { I18nProvider } from "./i18n";
import { router } from "./router";
import { sessionKey } from "./session/session";
import "./styles/index.css";

/** Any answer that says "not signed in" makes the page look at its session again. */
function doubtSession(error: unknown) {
  if (error instanceof ApiError && error.code === "UNAUTHENTICATED") {
    void queries.invalidateQueries({ queryKey: sessionKey });
  }
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: doubtSession }),
  mutationCache: new MutationCache({ onError: doubtSession }),
  defaultOptions: {
    queries: {
      // A refusal stays one; only an absent or overloaded server is asked again.
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: true,
    },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <I18nProvider>
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
