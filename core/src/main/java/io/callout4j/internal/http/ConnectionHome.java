package io.callout4j.internal.http;

/** Where a connection comes from, and returns to. */
interface ConnectionHome {

    /** For connections that are not reused. */
    ConnectionHome NONE = new ConnectionHome() {
        @Override
        public void offer(HttpConnection connection) {
            connection.drop();
        }

        @Override
        public void closedSoon(HttpConnection connection) {
            // There are no others.
        }
    };

    /** It can be used for another exchange. */
    void offer(HttpConnection connection);

    /** The server has closed it soon after a response, without announcing it. */
    void closedSoon(HttpConnection connection);
}
