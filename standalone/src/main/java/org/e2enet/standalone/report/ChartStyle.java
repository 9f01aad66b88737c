package org.e2enet.standalone.report;

import java.awt.BasicStroke;
import org.knowm.xchart.style.AxesChartStyler;

/** The look that all charts share. */
final class ChartStyle {
    private ChartStyle() {}

    static void apply(AxesChartStyler styler, Theme theme) {
        styler.setChartBackgroundColor(theme.paper())
                .setPlotBackgroundColor(theme.paper())
                .setPlotBorderVisible(false)
                .setChartFontColor(theme.ink())
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setAntiAlias(true);
        styler.setAxisTickLabelsFont(Theme.plain(12))
                .setAxisTitleFont(Theme.plain(13))
                .setXAxisTickLabelsColor(theme.faint())
                .setYAxisTickLabelsColor(theme.faint())
                .setAxisTickMarksColor(theme.grid())
                .setAxisTickMarksStroke(new BasicStroke(1))
                .setPlotGridLinesColor(theme.grid())
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotGridVerticalLinesVisible(false)
                .setAxisTicksLineVisible(false)
                .setYAxisDecimalPattern("0.0##");
        styler.setXAxisTitleColor(theme.ink());
        styler.setYAxisTitleColor(theme.ink());
        styler.setPlotMargin(4);
        styler.setChartPadding(14);
    }
}
