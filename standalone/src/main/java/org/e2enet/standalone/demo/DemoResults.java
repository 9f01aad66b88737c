package org.e2enet.standalone.demo;

import java.util.List;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.standalone.report.FusionNode;
import org.e2enet.standalone.report.TrainingHistory;

/** What a demo's steps brought. */
record DemoResults(
        ScanNormalized training,
        ScanNormalized heldOut,
        CheckpointPublished model,
        PredictionCompleted prediction,
        ScoresComputed scores,
        TrainingHistory history,
        List<FusionNode> fusionNodes,
        double trainingSeconds,
        double totalSeconds) {}
