import Glibc

/// A moment of the monotonic clock, in nanoseconds.
struct Moment: Comparable, Sendable {
    static let distantFuture = Moment(nanoseconds: .max)

    let nanoseconds: UInt64

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    /// The time that has passed since an earlier moment, in seconds.
    func seconds(since earlier: Moment) -> Double {
        (Double(nanoseconds) - Double(earlier.nanoseconds)) / 1e9
    }

    static func + (moment: Moment, seconds: Double) -> Moment {
        Moment(nanoseconds: moment.nanoseconds &+ UInt64(max(0, seconds) * 1e9))
    }

    static func < (one: Moment, other: Moment) -> Bool { one.nanoseconds < other.nanoseconds }
}
