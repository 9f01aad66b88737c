package org.e2enet.standalone.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Opens pages of a console in a browser and takes their times; the least of several, since a machine has other work. */
final class ConsoleBench {
    /** Tells, in ms since the page was asked for, when all three planes show something. */
    private static final String WATCH = """
            (() => {
              const drawn = canvas => {
                if (!canvas.width || !canvas.height) return false;
                const { data } = canvas.getContext('2d').getImageData(canvas.width / 2 - 20, canvas.height / 2 - 20, 15, 15);
                return data.some((value, n) => n % 4 < 3 && value > 0);
              };
              window.picture = new Promise(done => {
                const look = () => {
                  const planes = [...document.querySelectorAll('slice-pane canvas')];
                  if (planes.length === 3 && planes.every(drawn)) done(performance.now());
                  else requestAnimationFrame(look);
                };
                look();
              });
            })()""";

    private static final String FIRST_PAINT = """
            new Promise(done => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(paint => done(paint.startTime)))
              .observe({ type: 'paint', buffered: true }))""";

    /** Slices of the large plane one after the other: what the browser works for each, without its wait for the next frame. */
    private static final String STEPS = """
            (async () => {
              const pane = document.querySelector('slice-pane');
              const frame = () => new Promise(done => requestAnimationFrame(() => done(performance.now())));
              const times = [];
              for (let n = 0; n < 40; n++) {
                await frame();
                const begun = frame();
                pane.slice(pane.index + (n % 20 < 10 ? 1 : -1));
                const ended = frame();
                times.push((await ended) - (await begun));
              }
              return times;
            })()""";

    private static final String SCRIPTS =
            "performance.getEntriesByType('resource').map(each => each.name).filter(name => name.endsWith('.js'))";

    private final Chromium browser;
    private final URI console;
    private final int repeats;

    ConsoleBench(Chromium browser, URI console, int repeats) {
        this.browser = browser;
        this.console = console;
        this.repeats = repeats;
    }

    /** First paint of the list of scans, ms. */
    double firstPaintMs() throws InterruptedException {
        double least = Double.MAX_VALUE;
        for (int n = 0; n < repeats; n++) {
            try (Chromium.Tab tab = browser.open()) {
                tab.go(console + "/#/scans");
                least = Math.min(least, tab.ask(FIRST_PAINT).asDouble());
            }
        }
        return least;
    }

    /**
     * A scan's page.
     *
     * @param ms from asking for it to its picture
     * @param peakBytes most memory of the process that drew it; empty where the system does not tell
     */
    record Opened(double ms, Optional<Long> peakBytes) {}

    /** The quickest of all repeats. */
    Opened open(String scanId) throws InterruptedException {
        Opened best = null;
        for (int n = 0; n < repeats; n++) {
            try (Chromium.Tab tab = browser.open()) {
                Opened opened = new Opened(picture(tab, scanId), browser.peakBytes());
                best = best == null || opened.ms() < best.ms() ? opened : best;
            }
        }
        return best;
    }

    private double picture(Chromium.Tab tab, String scanId) throws InterruptedException {
        tab.before(WATCH);
        tab.go(console + "/#/scans/" + scanId);
        return tab.ask("window.picture").asDouble();
    }

    /** Median of a step from slice to slice, ms; the least of all repeats. */
    double stepMs(String scanId) throws InterruptedException {
        try (Chromium.Tab tab = browser.open()) {
            picture(tab, scanId);
            double least = Double.MAX_VALUE;
            for (int n = 0; n < repeats; n++) {
                List<Double> times = new ArrayList<>();
                tab.ask(STEPS).forEach(time -> times.add(time.asDouble()));
                times.sort(null);
                least = Math.min(least, times.get(times.size() / 2));
            }
            return least;
        }
    }

    /** Bytes of all scripts of a page that shows a scan, each packed by itself. */
    long packedScriptBytes(String scanId) throws InterruptedException, IOException {
        try (Chromium.Tab tab = browser.open();
                HttpClient http = HttpClient.newHttpClient()) {
            picture(tab, scanId);
            long bytes = 0;
            for (JsonNode script : tab.ask(SCRIPTS)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(script.asText()))
                        .header("Accept-Encoding", "identity")
                        .build();
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(http.send(request, BodyHandlers.ofByteArray()).body());
                }
                bytes += packed.size();
            }
            return bytes;
        }
    }
}
