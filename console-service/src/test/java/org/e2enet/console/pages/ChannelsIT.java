package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Volume;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A scan of several channels: the one that was chosen is shown, in its own grey values, until another is chosen. */
@Tag("peers")
@ExtendWith(Chromium.class)
class ChannelsIT {
    private static final String SECOND = "GET /api/ingest/scans/made/images/1";
    private static final int BRIGHTER = 10;

    private final MadeScan made = MadeScan.placed(new Size3(8, 7, 6), 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
    private StubOrigin stub;

    @BeforeEach
    void start() {
        stub = StubOrigin.recorded();
        made.on(stub, "T1", "T2");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void aChannelStaysChosenAndHasAWindowOfItsOwn(Browser browser) {
        float[] grey = made.image().channel(0);
        float[] bright = new float[grey.length];
        for (int voxel = 0; voxel < grey.length; voxel++) {
            bright[voxel] = BRIGHTER * grey[voxel];
        }
        MadeScan second =
                new MadeScan(Volume.ofChannel(made.image().geometry(), bright), made.segmentation(), made.truth());
        stub.answer(SECOND, StubOrigin.Answer.volume(second.imageFile()));
        int cursor = made.image().extent().offset(3, 3, 2);
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = visit.page();
            Locator channel = page.locator("select[name=channel]");
            Locator value = page.locator(".readout span:has-text('value') b");
            assertThat(value).hasText("%,d".formatted((int) grey[cursor]));
            double white = Double.parseDouble(page.locator("input[name=high]").inputValue());

            channel.selectOption("1");
            assertThat(value).hasText("%,d".formatted((int) bright[cursor]));
            assertThat(channel).hasValue("1");
            assertEquals(
                    BRIGHTER * white,
                    Double.parseDouble(page.locator("input[name=high]").inputValue()));

            Awaitility.await().atMost(Patience.LONG).until(() -> stub.listeners() > 0);
            stub.rewriting(
                    json -> json.replace("\"labelled\": true", "\"labelled\": true, \"flags\": [\"read again\"]"));
            stub.tell("e2enet.scores.computed-0@1", "score", "{\"scanId\": \"made\"}");
            assertThat(page.locator(".head .chip")).hasText("read again");
            assertThat(channel).hasValue("1");
            assertThat(value).hasText("%,d".formatted((int) bright[cursor]));
            channel.selectOption("0");
            assertThat(value).hasText("%,d".formatted((int) grey[cursor]));
            assertThat(channel).hasValue("0");
        }
    }

    @Test
    void aChannelThatCannotBeShownLeavesTheChoice(Browser browser) {
        stub.answer(SECOND, StubOrigin.Answer.volume(new byte[0]));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = visit.page();
            assertThat(page.locator("slice-pane")).hasCount(3);
            page.locator("select[name=channel]").selectOption("1");
            assertThat(page.locator(".fault")).containsText("empty");
            page.locator("select[name=channel]").selectOption("0");
            assertThat(page.locator("slice-pane")).hasCount(3);
            assertThat(page.locator(".fault")).hasCount(0);
        }
    }
}
