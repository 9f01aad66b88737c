package org.e2enet.testkit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2enet.testkit.Patience;

/** A page of the console in a context of its own; hears all that a browser complains of, and every address it asks. */
public final class Visit implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private Visit(Browser browser, String address, ColorScheme colours) {
        this.address = address;
        context = browser.newContext(
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1360, 900));
        context.setDefaultTimeout(Patience.LONG.toMillis());
        page = heard();
    }

    private Page heard() {
        Page opened = context.newPage();
        opened.onConsoleMessage(message -> {
            // Tests read canvases; pages do not.
            boolean ofTheTest = message.text().contains("willReadFrequently");
            if (!message.type().equals("log") && !ofTheTest) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        opened.onPageError(error -> complaints.add("error: " + error));
        opened.onRequest(request -> asked.add(request.url()));
        return opened;
    }

    public static Visit of(Browser browser, String address, String fragment) {
        return of(browser, address, fragment, ColorScheme.LIGHT);
    }

    public static Visit of(Browser browser, String address, String fragment, ColorScheme colours) {
        Visit visit = new Visit(browser, address, colours);
        visit.page.navigate(address + "/#/" + fragment);
        return visit;
    }

    public Page page() {
        return page;
    }

    /** Another tab of the same browser, heard as well. */
    public Page tab(String fragment) {
        Page tab = heard();
        tab.navigate(address + "/#/" + fragment);
        return tab;
    }

    /** What stands in the console: refused by the policy, failed, warned of. */
    public List<String> complaints() {
        return complaints;
    }

    /** Addresses of other origins that were asked. */
    public List<String> strangers() {
        return asked.stream()
                .filter(url -> !url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:"))
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
