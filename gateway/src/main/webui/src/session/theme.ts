import { useState } from "react";

export type Theme = "system" | "light" | "dark";

/** Also read by public/theme.js before the first paint. */
const STORED = "livestream.theme";

function current(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(current);
  const choose = (chosen: Theme) => {
    if (chosen === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
    try {
      if (chosen === "system") localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, chosen);
    } catch {
      // Storage is switched off: the choice holds for this visit.
    }
    setTheme(chosen);
  };
  return [theme, choose];
}
