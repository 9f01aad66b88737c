package org.e2enet.store.s3;

import java.util.Set;
import org.e2enet.faults.Fault;
import org.e2enet.store.StoreFaults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a bucket's refusals and silence mean. Texts of the server are not passed on, but for the codes of its errors. */
final class BucketFaults {
    static final String NO_BUCKET = "NoSuchBucket";

    private static final String SKEWED = "RequestTimeTooSkewed";
    private static final Set<String> WAIT =
            Set.of("SlowDown", "RequestTimeout", "ThrottlingException", "TooManyRequests");
    private static final int TOO_EARLY = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;
    private static final int FULL = 507;

    private BucketFaults() {}

    static Fault notRead(String place, SdkException failure) {
        return new Fault(
                StoreFaults.NOT_READ,
                "could not be read from the bucket (" + what(failure) + ")",
                place,
                mend(failure));
    }

    static Fault notWritten(String place, SdkException failure) {
        return new Fault(
                StoreFaults.NOT_WRITTEN,
                "could not be written to the bucket (" + what(failure) + "); what was there before is intact",
                place,
                mend(failure));
    }

    /** Of what no waiting mends. */
    static Fault unusable(SdkException failure) {
        boolean missing = failure instanceof AwsServiceException answer && NO_BUCKET.equals(code(answer));
        return new Fault(
                missing ? StoreFaults.NO_BUCKET : StoreFaults.REFUSED,
                missing ? "there is no such bucket" : "the bucket cannot be used (" + what(failure) + ")",
                "store.uri",
                mend(failure));
    }

    static Fault unconditional() {
        return new Fault(
                StoreFaults.REFUSED,
                "the server passes over 'If-None-Match': of two processes that make one document both would believe they did",
                "store.s3.endpoint",
                "Use a server with conditional writes.");
    }

    static Fault noRegion() {
        return new Fault(
                StoreFaults.REFUSED, "no region is known", "store.s3.region", "Set store.s3.region, or AWS_REGION.");
    }

    static Fault noCredentials(boolean ofFile) {
        return new Fault(
                StoreFaults.REFUSED,
                ofFile ? "the file of credentials holds none for the profile" : "no credentials are found",
                ofFile ? "store.s3.credentials-file" : "store.uri",
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or store.s3.credentials-file to a file with a section [profile] and"
                        + " aws_access_key_id, aws_secret_access_key in it.");
    }

    static Fault tooLarge(String place, long bytes, long limitBytes) {
        return new Fault(
                StoreFaults.COPIES_FULL,
                bytes + " bytes do not fit into local copies of " + limitBytes + " bytes",
                place,
                "Raise store.s3.copies-limit; there must be room for all objects in use.");
    }

    /** Whether another try, later, may go well without anybody's doing. */
    static boolean isPassing(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return true;
        }
        int status = answer.statusCode();
        return status >= SERVER || status == TOO_MANY || status == TOO_EARLY || WAIT.contains(code(answer));
    }

    private static String what(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return (answer.statusCode() + " " + code(answer)).trim();
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    private static String mend(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return "Check that the S3 server runs and can be reached; work that waits goes on by itself.";
        }
        if (code(answer).equals(NO_BUCKET)) {
            return "Make the bucket, or mend store.uri.";
        }
        if (code(answer).equals(SKEWED)) {
            return "Set this machine's clock: it differs too much from the server's.";
        }
        if (answer.statusCode() == FULL) {
            return "Make room in the S3 server's storage; work that waits goes on by itself.";
        }
        if (isPassing(failure)) {
            return "The S3 server is overloaded or ill; work that waits goes on by itself.";
        }
        return "Check the credentials, store.s3.region, and that they may list the bucket and get, put and delete below the prefix.";
    }

    /** Letters and digits alone: what a server answers is from outside. */
    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        String known = code == null ? "" : code.replaceAll("[^A-Za-z0-9]", "");
        return known.substring(0, Math.min(known.length(), 60));
    }

    static boolean isBucketMissing(AwsServiceException answer) {
        return code(answer).equals(NO_BUCKET);
    }
}
