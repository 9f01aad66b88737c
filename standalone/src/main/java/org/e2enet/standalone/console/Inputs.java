package org.e2enet.standalone.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.e2enet.contract.Size3;
import org.e2enet.faults.FaultException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of what a call was given; a wrong call ends with exit status 2 and the command's usage. */
public final class Inputs {
    private Inputs() {}

    /** The path, if a readable file is there. */
    public static Path file(CommandSpec spec, Path path) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ParameterException(spec.commandLine(), "no readable file at " + path);
        }
        return path;
    }

    /** The path an option gave for a file to write or replace, if its folder is there. */
    public static Path target(CommandSpec spec, String option, Path path) {
        Path target = path.toAbsolutePath();
        if (Files.isDirectory(target) || !Files.isDirectory(target.getParent())) {
            throw new ParameterException(spec.commandLine(), option + ": no file can be made at " + path);
        }
        return target;
    }

    /** Depth, height and width that an option was given. */
    public static Size3 size3(CommandSpec spec, String option, List<Integer> extents) {
        if (extents.size() != 3 || extents.stream().anyMatch(extent -> extent < 1)) {
            throw new ParameterException(
                    spec.commandLine(), option + ": three positive numbers D,H,W are wanted, got " + extents);
        }
        return Size3.of(extents);
    }

    /**
     * What is made of the values of options alone: where it cannot be, the call is wrong.
     *
     * @param options how the person wrote them, {@code --policy}
     */
    public static <T> T value(CommandSpec spec, String options, Supplier<T> made) {
        try {
            return made.get();
        } catch (FaultException wrong) {
            throw new ParameterException(
                    spec.commandLine(), options + ": " + wrong.fault().message(), wrong);
        }
    }

    /** The whole number an option was given as part of its value. */
    public static int integer(CommandSpec spec, String option, String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException failure) {
            throw new ParameterException(
                    spec.commandLine(), option + ": '" + text + "' is not a whole number", failure);
        }
    }

    /** The number an option was given as part of its value. */
    public static double number(CommandSpec spec, String option, String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException failure) {
            throw new ParameterException(spec.commandLine(), option + ": '" + text + "' is not a number", failure);
        }
    }
}
