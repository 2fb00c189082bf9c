import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Header } from "./components/Header";
import { useI18n } from "./i18n";
import { HomePage } from "./pages/HomePage";
import { LoginPage } from "./pages/LoginPage";
import { CrashPage, NotFoundPage } from "./pages/NotFoundPage";
import { SignupPage } from "./pages/SignupPage";

function Shell() {
  const { t } = useI18n();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const previous = useRef(pathname);

  // A new page is announced by moving the focus to it, as a page load would.
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <>
      <a className="skip" href="#main">
        {t("skipToContent")}
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

/** Where to go after signing in: a path of this site only. */
function nextPath(search: Record<string, unknown>): { next?: string } {
  const { next } = search;
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {};
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const routes = [
  createRoute({ getParentRoute: () => root, path: "/", component: HomePage }),
  createRoute({ getParentRoute: () => root, path: "/login", component: LoginPage, validateSearch: nextPath }),
  createRoute({ getParentRoute: () => root, path: "/signup", component: SignupPage, validateSearch: nextPath }),
  createRoute({
    getParentRoute: () => root,
    path: "/watch/$streamId",
    component: lazyRouteComponent(() => import("./pages/WatchPage"), "WatchPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/studio",
    component: lazyRouteComponent(() => import("./pages/StudioPage"), "StudioPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/profile",
    component: lazyRouteComponent(() => import("./pages/ProfilePage"), "ProfilePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/archives/$archiveId",
    component: lazyRouteComponent(() => import("./pages/ArchivePage"), "ArchivePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/channel/$userId",
    component: lazyRouteComponent(() => import("./pages/ChannelPage"), "ChannelPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/schedule",
    component: lazyRouteComponent(() => import("./pages/SchedulePage"), "SchedulePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/money",
    component: lazyRouteComponent(() => import("./pages/MoneyPage"), "MoneyPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/notifications",
    component: lazyRouteComponent(() => import("./pages/NotificationsPage"), "NotificationsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/notifications/preferences",
    component: lazyRouteComponent(() => import("./pages/PreferencesPage"), "PreferencesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/admin/stages",
    component: lazyRouteComponent(() => import("./pages/StagesPage"), "StagesPage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultErrorComponent: CrashPage,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
