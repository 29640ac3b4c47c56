import RateLimits

@testable import WebSocketUpgrade

extension WebSocketConfiguration {
    /// Limits for tests: what a test does not speak of is far away.
    static func test(
        frames: RateLimit = RateLimit(burst: 100_000, every: .seconds(1)),
        messageTimeout: Duration = .seconds(20), pingInterval: Duration = .seconds(10),
        pingDeadline: Duration = .seconds(25),
        closeTimeout: Duration = .seconds(30), outboxLimit: Int = 256 * 1024,
        firstRequestTimeout: Duration = .seconds(10), requestTimeout: Duration = .seconds(20),
        shutdownTimeout: Duration = .seconds(8),
        idleTimeout: Duration = .seconds(60)
    ) -> WebSocketConfiguration {
        WebSocketConfiguration(
            maxFrameBytes: 64 * 1024, maxMessageBytes: 64 * 1024, frames: frames,
            messageTimeout: messageTimeout,
            pingInterval: pingInterval,
            pingDeadline: pingDeadline, closeTimeout: closeTimeout, outboxLimit: outboxLimit,
            firstRequestTimeout: firstRequestTimeout, requestTimeout: requestTimeout,
            shutdownTimeout: shutdownTimeout, idleTimeout: idleTimeout, proxyIdleTimeout: idleTimeout
        )
    }
}
