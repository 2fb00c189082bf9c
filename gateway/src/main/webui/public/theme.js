// Runs before the first paint, so that a stored theme never flashes the other one.
(function () {
  try {
    var theme = localStorage.getItem("livestream.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (blocked) {
    // Storage is switched off: the system's theme stays.
  }
})();
