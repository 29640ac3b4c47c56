import RateLimits

/// Where the WebSocket lives and what one connection may cost.
package struct WebSocketConfiguration: Sendable {
    /// The one path that can be upgraded, without query.
    package var path: String
    /// The largest payload of one frame, in bytes. A header that announces more is answered at once;
    /// the payload is never collected.
    package var maxFrameBytes: Int
    /// The largest message, all its fragments together, in bytes.
    package var maxMessageBytes: Int
    /// The most frames one message may be cut into.
    package var maxFragments: Int
    /// How many frames may come, of whatever kind: each costs something, also one that says nothing.
    package var frames: RateLimit
    /// How long a message may take from its first frame to its last.
    package var messageTimeout: Duration
    /// Time between two pings of the server.
    package var pingInterval: Duration
    /// A peer that has sent no frame at all for this long is gone.
    package var pingDeadline: Duration
    /// How long the peer may take to answer a Close frame before the connection is cut.
    package var closeTimeout: Duration
    /// Bytes that may wait to be written to one peer. One that needs more is closed with 1013.
    package var outboxLimit: Int
    /// How long a new connection may take until the head of its first request is complete, the handshake of TLS before it
    /// included.
    package var firstRequestTimeout: Duration
    /// How long the body of a request may take, from the end of its head on.
    package var requestTimeout: Duration
    /// How long a request may still take that the server's shutdown finds under way.
    package var shutdownTimeout: Duration
    /// How long a stranger's connection that was not upgraded may be idle.
    package var idleTimeout: Duration
    /// The same for a reverse proxy's. It is longer than proxies keep a connection that they do not use: one that we end
    /// may just be taking a request, and that would be lost.
    package var proxyIdleTimeout: Duration

    /// What the two ends must agree on has no default here: it is the protocol's to say.
    package init(
        path: String = "/signaling",
        maxFrameBytes: Int,
        maxMessageBytes: Int,
        maxFragments: Int = 64,
        frames: RateLimit,
        messageTimeout: Duration = .seconds(20),
        pingInterval: Duration,
        pingDeadline: Duration,
        closeTimeout: Duration = .seconds(5),
        outboxLimit: Int,
        firstRequestTimeout: Duration = .seconds(10),
        requestTimeout: Duration = .seconds(20),
        shutdownTimeout: Duration = .seconds(8),
        idleTimeout: Duration = .seconds(60),
        proxyIdleTimeout: Duration = .seconds(180)
    ) {
        self.path = path
        self.maxFrameBytes = maxFrameBytes
        self.maxMessageBytes = maxMessageBytes
        self.maxFragments = maxFragments
        self.frames = frames
        self.messageTimeout = messageTimeout
        self.pingInterval = pingInterval
        self.pingDeadline = pingDeadline
        self.closeTimeout = closeTimeout
        self.outboxLimit = outboxLimit
        self.firstRequestTimeout = firstRequestTimeout
        self.requestTimeout = requestTimeout
        self.shutdownTimeout = shutdownTimeout
        self.idleTimeout = idleTimeout
        self.proxyIdleTimeout = proxyIdleTimeout
    }
}
