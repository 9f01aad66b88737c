package org.e2enet.standalone.demo;

import java.util.List;
import org.e2enet.client.ScanState;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.TrainedBy;
import org.e2enet.network.topology.FusionNode;
import org.e2enet.standalone.report.DemoReport;
import org.e2enet.standalone.report.TrainingHistory;

/** What a demo's steps brought. */
record DemoResults(
        ScanState training,
        ScanState heldOut,
        CheckpointPublished model,
        PredictionCompleted prediction,
        ScoresComputed scores,
        TrainedBy trainedBy,
        TrainingHistory history,
        List<FusionNode> fusionNodes,
        List<DemoReport.OtherGrid> otherGrids,
        List<DemoReport.Flagged> flagged,
        double trainingSeconds,
        double totalSeconds) {}
