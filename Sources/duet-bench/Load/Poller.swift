import CEpoll
import Glibc

/// Waits for many sockets, and for a moment (epoll(7), timerfd_create(2)).
final class Poller {
    /// What a socket is ready for.
    struct Readiness {
        let token: Int
        let canRead: Bool
        let canWrite: Bool
    }

    private static let timerToken = UInt64.max

    private let epoll: CInt
    private let timer: CInt
    private var armed = Moment.distantFuture
    private var events = [epoll_event](repeating: epoll_event(), count: 512)

    init() throws {
        epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
        timer = timerfd_create(CLOCK_MONOTONIC, CInt(TFD_NONBLOCK | TFD_CLOEXEC))
        guard epoll >= 0, timer >= 0 else { throw SystemFailure("epoll") }
        try control(EPOLL_CTL_ADD, timer, EPOLLIN.rawValue, Self.timerToken)
    }

    deinit {
        close(timer)
        close(epoll)
    }

    /// Watches a socket; closing it ends that.
    /// - Parameter token: names the socket in ``Readiness``.
    func add(_ socket: CInt, token: Int, writing: Bool) throws {
        try control(EPOLL_CTL_ADD, socket, Self.events(writing: writing), UInt64(token))
    }

    /// Begins or ceases to tell when a socket takes more.
    func change(_ socket: CInt, token: Int, writing: Bool) throws {
        try control(EPOLL_CTL_MOD, socket, Self.events(writing: writing), UInt64(token))
    }

    /// Waits until a socket is ready or the moment has come, whichever is first.
    func wait(until moment: Moment, _ handle: (Readiness) throws -> Void) throws {
        try arm(moment)
        let count = Int(epoll_wait(epoll, &events, CInt(events.count), -1))
        guard count >= 0 || errno == EINTR else { throw SystemFailure("epoll_wait") }
        for number in 0..<max(0, count) {
            let event = events[number]
            if event.data.u64 == Self.timerToken {
                armed = .distantFuture
                var expirations: UInt64 = 0
                _ = read(timer, &expirations, 8)
                continue
            }
            // Whoever reads or writes next learns of an error or a hang-up, which come without being asked for.
            try handle(
                Readiness(
                    token: Int(event.data.u64), canRead: event.events & ~EPOLLOUT.rawValue != 0,
                    canWrite: event.events & EPOLLOUT.rawValue != 0))
        }
    }

    private func arm(_ moment: Moment) throws {
        guard moment != armed else { return }
        armed = moment
        var time = itimerspec()
        // All zero means never.
        if moment != .distantFuture {
            time.it_value.tv_sec = Int(moment.nanoseconds / 1_000_000_000)
            time.it_value.tv_nsec = Int(moment.nanoseconds % 1_000_000_000)
        }
        guard timerfd_settime(timer, CInt(TFD_TIMER_ABSTIME), &time, nil) == 0 else {
            throw SystemFailure("timerfd_settime")
        }
    }

    private func control(_ operation: CInt, _ socket: CInt, _ events: UInt32, _ token: UInt64) throws {
        var event = epoll_event()
        event.events = events
        event.data.u64 = token
        guard epoll_ctl(epoll, operation, socket, &event) == 0 else { throw SystemFailure("epoll_ctl") }
    }

    private static func events(writing: Bool) -> UInt32 {
        EPOLLIN.rawValue | (writing ? EPOLLOUT.rawValue : 0)
    }
}
