package io.callout4j.cxf;

import java.util.Map;

/** A SOAP message ready to be sent: the body, and the headers that describe it. */
@SuppressWarnings(
        "ArrayRecordComponent") // handed straight from the encoder to the connection; copying would cost for nothing
record EncodedRequest(byte[] body, int length, Map<String, String> headers) {}
