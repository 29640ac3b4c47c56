import CallCore
import Calls
import Testing

struct TokenBucketTests {
    @Test("allows a burst, then the steady rate, and never saves up more than it holds")
    func rates() {
        let start = Timestamp(milliseconds: 0)
        var bucket = TokenBucket(capacity: 3, refillPerSecond: 2, at: start)
        let burst = (0..<4).map { _ in bucket.take(at: start) }
        #expect(burst == [true, true, true, false])
        let half = start.advanced(by: .milliseconds(500))
        let afterHalf = (0..<2).map { _ in bucket.take(at: half) }
        #expect(afterHalf == [true, false])
        let late = start.advanced(by: .seconds(3_600))
        let afterLong = (0..<4).map { _ in bucket.take(at: late) }
        #expect(afterLong == [true, true, true, false])
    }

    @Test("a clock that is set back neither fills nor empties it")
    func clockSetBack() {
        let now = Timestamp(milliseconds: 10_000)
        var bucket = TokenBucket(capacity: 1, refillPerSecond: 1, at: now)
        let first = bucket.take(at: now)
        let back = bucket.take(at: Timestamp(milliseconds: 0))
        #expect(first && !back)
    }
}
