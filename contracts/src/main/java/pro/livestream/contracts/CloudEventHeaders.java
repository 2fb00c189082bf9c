package pro.livestream.contracts;

/** Kafka header names of CloudEvents 1.0 binary mode and our own beside them. */
public final class CloudEventHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String SUBJECT = "ce_subject";
    public static final String TENANT = "tenant";
    public static final String REQUEST_ID = "x-request-id";
    public static final String TRACE_PARENT = "traceparent";

    private CloudEventHeaders() {}
}
