package org.e2enet.standalone.planning;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes, written {@code 8G}, {@code 1.5G}, {@code 512M} or as a plain number. */
record MemorySize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)([KMGT]?)B?");
    private static final int BITS_PER_UNIT = 10;

    /** Of the command line. */
    static final class Converter implements ITypeConverter<MemorySize> {
        @Override
        public MemorySize convert(String text) {
            Matcher form = FORM.matcher(text.trim().toUpperCase(Locale.ROOT).replace("IB", "B"));
            if (!form.matches()) {
                throw new TypeConversionException("'" + text + "' is no memory size like 8G or 512M");
            }
            int unit = form.group(2).isEmpty() ? 0 : 1 + "KMGT".indexOf(form.group(2));
            return new MemorySize((long) (Double.parseDouble(form.group(1)) * (1L << (unit * BITS_PER_UNIT))));
        }
    }
}
