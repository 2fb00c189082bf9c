package pro.livestream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people in real browsers: one broadcasts its camera, the other watches, chats and reacts. */
class BrowserE2E {
    private static final Path PICTURES = Path.of("target/pictures");

    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @BeforeEach
    void openBrowser() {
        var chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "no Chromium on this machine: the browser stories are skipped");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream",
                                "--autoplay-policy=no-user-gesture-required")));
    }

    @AfterEach
    void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void showsACameraToAViewerWhoChatsAndReacts() {
        var broadcaster = page();
        var viewer = page();

        signUp(broadcaster, "bea" + System.nanoTime() % 1_000_000);
        broadcaster.navigate(Suite.running().url() + "/studio");
        at(broadcaster, "studio-title").fill("From my camera");
        at(broadcaster, "studio-create").click();
        at(broadcaster, "studio-stream-key").waitFor();
        at(broadcaster, "studio-go-camera").click();

        signUp(viewer, "vic" + System.nanoTime() % 1_000_000);
        viewer.navigate(Suite.running().url() + "/");
        viewer.locator("[data-testid=stream-card]", new Page.LocatorOptions().setHasText("From my camera"))
                .first()
                .click();
        at(viewer, "player").waitFor();
        await("the picture moves").atMost(Duration.ofSeconds(60)).until(() -> seconds(viewer) > 1.0);
        var decoded = frames(viewer);
        await("frames are decoded").atMost(Duration.ofSeconds(20)).until(() -> frames(viewer) > decoded + 10);

        at(viewer, "chat-input").fill("Hello from the browser");
        at(viewer, "chat-send").click();
        at(broadcaster, "chat-message")
                .filter(new Locator.FilterOptions().setHasText("Hello from the browser"))
                .waitFor();
        at(viewer, "stamp-1").click();
        viewer.reload();
        at(viewer, "chat-message")
                .filter(new Locator.FilterOptions().setHasText("Hello from the browser"))
                .waitFor();
        picture(viewer, "watch");
        picture(broadcaster, "studio");
        assertThat(serious(viewer)).isEmpty();

        at(broadcaster, "studio-end").click();
        at(broadcaster, "studio-end-confirm").click();
        at(broadcaster, "studio-ended").waitFor();
        assertThat(complaints).as("complaints of the content security policy").isEmpty();
    }

    private Page page() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        var page = context.newPage();
        page.onDialog(dialog -> dialog.accept());
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    private static void signUp(Page page, String username) {
        page.navigate(Suite.running().url() + "/signup");
        at(page, "signup-username").fill(username);
        at(page, "signup-email").fill(username + "@example.org");
        at(page, "signup-password").fill(Person.PASSWORD);
        at(page, "signup-submit").click();
        page.waitForURL(url -> !url.endsWith("/signup"));
    }

    private static Locator at(Page page, String testId) {
        return page.locator("[data-testid=" + testId + "]");
    }

    private static double seconds(Page page) {
        return ((Number) page.evaluate("() => document.querySelector('video')?.currentTime ?? 0")).doubleValue();
    }

    private static int frames(Page page) {
        return ((Number) page.evaluate(
                        "() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0"))
                .intValue();
    }

    private static List<String> serious(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> "serious".equals(rule.getImpact()) || "critical".equals(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp())
                        .toList();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
