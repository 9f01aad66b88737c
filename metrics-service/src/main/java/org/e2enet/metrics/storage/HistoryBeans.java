package org.e2enet.metrics.storage;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.e2enet.history.Database;
import org.e2enet.history.Means;
import org.e2enet.history.ModelHistory;
import org.e2enet.history.Rescorings;
import org.e2enet.history.ScoreHistory;
import org.e2enet.metrics.config.MetricsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The database of scores: H2 in the store's folder where nothing else is set. */
final class HistoryBeans {
    @Produces
    @Singleton
    Database database(
            MetricsConfig config, @ConfigProperty(name = "store.directory", defaultValue = "store") Path store) {
        MetricsConfig.Database settings = config.database();
        return Database.open(
                settings.url()
                        .orElseGet(() -> "jdbc:h2:file:"
                                + store.toAbsolutePath().resolve("database").resolve("scores")),
                settings.user(),
                settings.password().orElse(""));
    }

    void close(@Disposes Database database) {
        database.close();
    }

    @Produces
    @Singleton
    ScoreHistory scores(Database database) {
        return new ScoreHistory(database);
    }

    @Produces
    @Singleton
    Rescorings rescorings(Database database) {
        return new Rescorings(database);
    }

    @Produces
    @Singleton
    Means means(Database database) {
        return new Means(database);
    }

    @Produces
    @Singleton
    ModelHistory models(Database database) {
        return new ModelHistory(database);
    }
}
