import CallCore
import Calls
import ServiceLifecycle

/// Does something at once and then again and again, until the server goes down. The time between two rounds is that of
/// a clock, which tests move.
func rounds(
    every interval: Duration, by clock: any WallClock, _ work: @escaping @Sendable () async -> Void
) async {
    await rounds(by: clock) {
        await work()
        return interval
    }
}

/// The same, where each round says how long until the next one.
/// - Parameter delay: How long until the first one.
func rounds(
    by clock: any WallClock, after delay: Duration = .zero, _ work: @escaping @Sendable () async -> Duration
) async {
    let (ticks, continuation) = AsyncStream.makeStream(of: Void.self)
    await cancelWhenGracefulShutdown {
        var iterator = ticks.makeAsyncIterator()
        var interval = delay
        while !Task.isCancelled {
            if interval > .zero {
                let wake = clock.wake(at: clock.now.advanced(by: interval)) { continuation.yield() }
                defer { wake.cancel() }
                // Nil when the server goes down.
                guard await iterator.next() != nil else { return }
            }
            interval = await work()
        }
    }
}
