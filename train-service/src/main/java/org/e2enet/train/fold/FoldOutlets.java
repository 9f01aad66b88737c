package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import org.e2enet.train.publish.Models;
import org.e2enet.train.publish.Topologies;
import org.e2enet.train.publish.TrainingEvents;
import org.e2enet.train.publish.TrainingMeters;
import org.e2enet.train.validation.CrossValidation;
import org.e2enet.train.validation.References;

/** Everywhere a run's news go. */
@Singleton
record FoldOutlets(
        Folds folds,
        Cancellations cancellations,
        Checkpoints checkpoints,
        Topologies topologies,
        Models models,
        Promotions promotions,
        CrossValidation crossValidation,
        References references,
        TrainingEvents events,
        TrainingMeters meters) {}
