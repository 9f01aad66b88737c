package org.e2enet.standalone.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what a command throws into a line on standard error and exit status 1, and a wrong call into a line and exit
 * status 2.
 */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("error: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("'./" + command.getCommandSpec().qualifiedName() + " --help' shows how to call it.");
        err.flush();
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Optional<FaultException> known = cause(failure, FaultException.class);
        Optional<IOException> surroundings = cause(failure, IOException.class);
        if (known.isPresent()) {
            err.println("error: " + known.get().fault().message());
        } else if (surroundings.isPresent()) {
            err.println("error: " + unusable(surroundings.get()).message());
        } else {
            err.println("error: CLI-900: this should not happen; please report it with the lines below.");
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    /** Files and connections: the system's fault, not the program's. */
    private static Fault unusable(IOException failure) {
        return new Fault(
                "CLI-901",
                "a file or a connection cannot be used (" + failure.getClass().getSimpleName() + ")",
                String.valueOf(failure.getMessage()),
                "Look at the file's rights, at free space ('df'), and at how many files may be open ('ulimit -n').");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
