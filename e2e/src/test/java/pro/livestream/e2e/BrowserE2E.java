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
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** People in real browsers: they broadcast, watch, chat, react, follow, tip, and see the recording. */
@ResourceLock(value = Needs.CHAT, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.NOTIFICATION, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.ARCHIVE, mode = ResourceAccessMode.READ)
@ResourceLock(value = Needs.PAYMENT, mode = ResourceAccessMode.READ)
class BrowserE2E {
    private static final Path PICTURES = Path.of("target/pictures");
    private static final Duration LATE = Duration.ofSeconds(10);

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
    void showsACameraToAViewerWhoChatsAndReactsAndThenItsRecording() {
        var broadcaster = page();
        var viewer = page();

        PictureClock.inFrontOfTheCamera(broadcaster);
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
        arrivesSoon(viewer);
        at(broadcaster, "signal-bitrate")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^[1-9]\\d* kbps$")))
                .waitFor();

        at(viewer, "chat-input").fill("Hello from the browser");
        at(viewer, "chat-send").click();
        at(broadcaster, "chat-message")
                .filter(new Locator.FilterOptions().setHasText("Hello from the browser"))
                .waitFor();
        moderate(broadcaster, viewer);
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
        watchTheRecording(broadcaster, viewer);
        assertThat(complaints).as("complaints of the content security policy").isEmpty();
    }

    /** From the camera to the screen, by what the picture itself shows; where other stories took the CPU, once they let go of it. */
    private static void arrivesSoon(Page viewer) {
        await("camera to screen")
                .atMost(Duration.ofSeconds(150))
                .until(() -> age(viewer).compareTo(LATE) < 0);
    }

    private static Duration age(Page viewer) {
        var ages = new ArrayList<Duration>();
        for (var look = 0; look < 30; look++) {
            PictureClock.age(viewer).ifPresent(ages::add);
            viewer.waitForTimeout(100);
        }
        ages.sort(null);
        assertThat(ages).as("pictures that show a time").hasSizeGreaterThan(15);
        var middle = ages.get(ages.size() / 2);
        System.out.printf(
                "from the camera to the screen: %d ms (%d to %d)%n",
                middle.toMillis(), ages.getFirst().toMillis(), ages.getLast().toMillis());
        return middle;
    }

    /** The author corrects the message, the broadcaster puts it on top and slows the room down. */
    private static void moderate(Page broadcaster, Page viewer) {
        at(viewer, "chat-message").hover();
        at(viewer, "chat-more").click();
        at(viewer, "chat-edit").click();
        at(viewer, "chat-input").fill("Hello from the browser, corrected");
        at(viewer, "chat-send").click();
        var corrected = at(broadcaster, "chat-message")
                .filter(new Locator.FilterOptions().setHasText("Hello from the browser, corrected"));
        corrected.waitFor();

        corrected.hover();
        corrected.locator("[data-testid=chat-more]").click();
        picture(broadcaster, "moderate");
        at(broadcaster, "chat-pin").click();
        at(viewer, "chat-pinned")
                .filter(new Locator.FilterOptions().setHasText("corrected"))
                .waitFor();

        at(broadcaster, "chat-settings").click();
        at(broadcaster, "chat-setting-slow").fill("7");
        at(broadcaster, "chat-settings-save").click();
        at(viewer, "chat-rules")
                .filter(new Locator.FilterOptions().setHasText("7"))
                .waitFor();
        approve(broadcaster, viewer);
    }

    private static void approve(Page broadcaster, Page viewer) {
        at(broadcaster, "chat-settings").click();
        at(broadcaster, "chat-setting-links").selectOption("hold");
        at(broadcaster, "chat-settings-save").click();
        at(broadcaster, "chat-settings-dialog")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        at(viewer, "chat-input").fill("Look at https://example.org");
        at(viewer, "chat-send").click();
        viewer.locator("[data-testid=chat-outgoing][data-state=held]").waitFor();
        at(broadcaster, "chat-held-message").waitFor();
        picture(broadcaster, "held");
        at(broadcaster, "chat-held-approve").click();
        at(viewer, "chat-message")
                .filter(new Locator.FilterOptions().setHasText("https://example.org"))
                .waitFor();
        viewer.locator("[data-testid=chat-outgoing]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /** The broadcaster sees it made, the viewer finds it where the stream was, with what was said. */
    private static void watchTheRecording(Page broadcaster, Page viewer) {
        // what a browser sends has to be encoded anew, on a slow machine in twice its length
        at(broadcaster, "archive-open").waitFor(within(Duration.ofMinutes(6)));
        at(viewer, "watch-archive").click(new Locator.ClickOptions().setTimeout(75_000));
        at(viewer, "archive-play").click();
        await("the recording plays").atMost(Duration.ofSeconds(30)).until(() -> seconds(viewer) > 1.0);
        assertThat(frames(viewer)).isPositive();
        viewer.evaluate(
                "() => { const video = document.querySelector('video'); video.currentTime = video.duration - 0.3; }");
        at(viewer, "chat-message")
                .filter(new Locator.FilterOptions().setHasText("Hello from the browser"))
                .waitFor();
        picture(viewer, "archive");
        assertThat(serious(viewer)).isEmpty();
    }

    @Test
    void tellsAFollowerOfTheStart() {
        var broadcaster = Person.registered("fay");
        var viewer = page();
        signUp(viewer, "fred" + System.nanoTime() % 1_000_000);
        viewer.navigate(Suite.running().url() + "/channel/" + broadcaster.id());
        at(viewer, "follow").click();
        viewer.locator("[data-testid=follow][data-state=following]").waitFor();

        var stream = broadcaster.post("/api/streams", Map.of("title", "For my followers"));

        at(viewer, "bell-badge").waitFor(within(Duration.ofSeconds(20)));
        assertThat(at(viewer, "bell-badge").innerText()).isEqualTo("1");
        at(viewer, "bell").click();
        picture(viewer, "bell");
        assertThat(serious(viewer)).isEmpty();
        viewer.waitForResponse(
                response -> response.url().endsWith("/read") && response.ok(),
                () -> at(viewer, "notification").first().locator("a").click());
        viewer.waitForURL(url -> url.endsWith("/watch/" + stream.text("stream_id")));
        at(viewer, "bell-badge").waitFor(gone());
        viewer.navigate(Suite.running().url() + "/");
        viewer.waitForCondition(
                () -> at(viewer, "stream-card").first().innerText().contains("For my followers"));
        viewer.navigate(Suite.running().url() + "/notifications");
        viewer.locator("#main [data-testid=notification][data-state=read]").waitFor();
        assertThat(serious(viewer)).isEmpty();
        broadcaster.put("/api/streams/" + stream.text("stream_id") + "/end", Map.of());
        assertThat(complaints).as("complaints of the content security policy").isEmpty();
    }

    @Test
    void takesATipByCardAndOneThatTheBankAsksAbout() {
        var broadcaster = Person.registered("tia");
        var stream = broadcaster.post("/api/streams", Map.of("title", "Tips are welcome"));
        var viewer = page();
        signUp(viewer, "tom" + System.nanoTime() % 1_000_000);
        viewer.navigate(Suite.running().url() + "/watch/" + stream.text("stream_id"));
        viewer.locator("[data-testid=chat-status][data-state=open]").waitFor();

        tip(viewer, "5", "Keep going", "pm_card_visa");
        at(viewer, "tip-done").click();
        at(viewer, "superchat")
                .filter(new Locator.FilterOptions().setHasText("Keep going"))
                .waitFor();

        tip(viewer, "20", "Confirmed by my bank", "pm_card_authenticationRequired", () -> {
            var bank = viewer.waitForPopup(() -> at(viewer, "tip-challenge").click());
            bank.locator("button[value=complete]").click();
        });
        picture(viewer, "tip");
        assertThat(serious(viewer)).isEmpty();
        at(viewer, "tip-done").click();
        at(viewer, "superchat")
                .filter(new Locator.FilterOptions().setHasText("Confirmed by my bank"))
                .waitFor();
        assertThat(at(viewer, "chat-message").allInnerTexts())
                .anyMatch(text -> text.contains("Keep going"))
                .anyMatch(text -> text.contains("Confirmed by my bank"));
        picture(viewer, "superchats");

        viewer.navigate(Suite.running().url() + "/money");
        at(viewer, "money-sender").click();
        viewer.waitForCondition(() -> viewer.locator("[data-testid=transaction][data-state=succeeded]")
                        .count()
                == 2);
        assertThat(serious(viewer)).isEmpty();
        broadcaster.put("/api/streams/" + stream.text("stream_id") + "/end", Map.of());
        assertThat(complaints).as("complaints of the content security policy").isEmpty();
    }

    @Test
    void letsAPayerWhoseCardIsDeclinedUseAnother() {
        var broadcaster = Person.registered("dee");
        var stream = broadcaster.post("/api/streams", Map.of("title", "Declined cards"));
        var viewer = page();
        signUp(viewer, "dan" + System.nanoTime() % 1_000_000);
        viewer.navigate(Suite.running().url() + "/watch/" + stream.text("stream_id"));

        tip(viewer, "5", "At the second try", "pm_card_chargeDeclinedInsufficientFunds", () -> {
            assertThat(at(viewer, "tip-problem").getAttribute("data-code")).isEqualTo("insufficient_funds");
            at(viewer, "card-pm_card_visa").check();
            at(viewer, "tip-pay").click();
        });

        at(viewer, "tip-done").click();
        at(viewer, "superchat")
                .filter(new Locator.FilterOptions().setHasText("At the second try"))
                .waitFor();
        broadcaster.put("/api/streams/" + stream.text("stream_id") + "/end", Map.of());
        assertThat(complaints).as("complaints of the content security policy").isEmpty();
    }

    private static void tip(Page page, String amount, String message, String card) {
        tip(page, amount, message, card, () -> {});
    }

    private static void tip(Page page, String amount, String message, String card, Runnable afterPaying) {
        at(page, "tip").click();
        at(page, "tip-amount").fill(amount);
        at(page, "tip-message").fill(message);
        at(page, "tip-continue").click();
        at(page, "card-" + card).check();
        at(page, "tip-pay").click();
        afterPaying.run();
        page.locator("[data-testid=tip-state][data-state=succeeded]").waitFor(within(Duration.ofSeconds(30)));
    }

    private static Locator.WaitForOptions within(Duration patience) {
        return new Locator.WaitForOptions().setTimeout((double) patience.toMillis());
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
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
