package org.e2enet.history;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * A relational database, brought to the program's schema when it is first spoken to. Opening one speaks to nobody, so that a service
 * starts while its database is away. Thread safe.
 */
public final class Database implements AutoCloseable {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    /**
     * Whatever was committed is in the file when the process is killed; the file stays open between connections. H2 keeps no log of its own
     * beside it: what fails is thrown, and values may stand in it.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
                    + ";TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=";

    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ANSWER_WITHIN_SECONDS = 30;

    private final AgroalDataSource pool;
    private final boolean embedded;
    private volatile boolean migrated;

    private Database(AgroalDataSource pool, boolean embedded) {
        this.pool = pool;
        this.embedded = embedded;
    }

    /** Work on one connection, within one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * @param url {@code jdbc:h2:…} or {@code jdbc:postgresql:…}
     * @throws org.e2enet.faults.FaultException {@code HIS-101} for another one
     */
    public static Database open(String url, String user, String password) {
        boolean embedded = url.startsWith(H2);
        if (!embedded && !url.startsWith(POSTGRESQL)) {
            throw HistoryFaults.badAddress().exception();
        }
        Class<? extends Driver> driver = embedded ? org.h2.Driver.class : org.postgresql.Driver.class;
        AgroalDataSourceConfigurationSupplier settings = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                        .minSize(0)
                        .acquisitionTimeout(PATIENCE)
                        .validateOnBorrow(true)
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .connectionFactoryConfiguration(connection -> {
                            connection
                                    .jdbcUrl(
                                            embedded
                                                    ? url
                                                            + H2_SETTINGS
                                                            + TimeUnit.SECONDS.toMillis(ANSWER_WITHIN_SECONDS)
                                                    : url)
                                    .connectionProviderClass(driver)
                                    .loginTimeout(PATIENCE)
                                    .autoCommit(false)
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password));
                            if (!embedded) {
                                connection
                                        .jdbcProperty("connectTimeout", String.valueOf(PATIENCE.toSeconds()))
                                        .jdbcProperty("socketTimeout", String.valueOf(ANSWER_WITHIN_SECONDS))
                                        .jdbcProperty("tcpKeepAlive", "true");
                            }
                            return connection;
                        }));
        try {
            return new Database(AgroalDataSource.from(settings), embedded);
        } catch (SQLException failure) {
            throw HistoryFaults.of(failure);
        }
    }

    /** @throws org.e2enet.faults.FaultException {@code HIS-201} when it does not answer */
    public void ask() {
        in(connection -> connection.isValid((int) PATIENCE.toSeconds()));
    }

    /** One transaction: committed whole, or without effect. */
    <T> T in(Work<T> work) {
        migrate();
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                rollback(connection, failure);
                throw failure;
            }
        } catch (SQLException failure) {
            throw HistoryFaults.of(failure);
        }
    }

    private static void rollback(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
        }
    }

    private synchronized void migrate() {
        if (migrated) {
            return;
        }
        try (Connection connection = pool.getConnection()) {
            connection.isValid((int) PATIENCE.toSeconds());
        } catch (SQLException away) {
            throw HistoryFaults.of(away);
        }
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:org/e2enet/history/migrations")
                .load();
        try {
            for (MigrationInfo each : flyway.info().applied()) {
                if (each.getState().name().startsWith("FUTURE")) {
                    throw HistoryFaults.newerSchema(String.valueOf(each.getVersion()))
                            .exception();
                }
            }
            flyway.migrate();
        } catch (FlywayException failure) {
            throw failure.getCause() instanceof SQLException cause ? HistoryFaults.of(cause) : failure;
        }
        migrated = true;
    }

    @Override
    public void close() {
        if (embedded && migrated) {
            try (Connection connection = pool.getConnection()) {
                connection.createStatement().execute("shutdown");
            } catch (SQLException closedByTheShutdown) {
                // What it was asked for ends its connection too.
                assert closedByTheShutdown != null;
            }
        }
        pool.close();
    }
}
