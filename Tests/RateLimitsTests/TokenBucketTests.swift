import CallCore
import RateLimits
import Testing

struct TokenBucketTests {
    private static let start = Timestamp(milliseconds: 1_700_000_000_000)
    private let limit = RateLimit(burst: 3, every: .seconds(2))

    private func after(_ seconds: Double) -> Timestamp { Self.start.advanced(by: .seconds(seconds)) }

    @Test("a burst, then one in each interval, and never more saved up than the burst")
    func burst() {
        var bucket = TokenBucket(at: Self.start)
        func takes(_ count: Int, at moment: Timestamp) -> Int {
            (0..<count).filter { _ in bucket.take(limit, at: moment) }.count
        }
        #expect(takes(5, at: Self.start) == 3)
        #expect(bucket.wait(limit, at: Self.start) == .seconds(2))
        #expect(bucket.wait(limit, at: after(1.5)) == .milliseconds(500))
        #expect(takes(2, at: after(2)) == 1)
        #expect(takes(9, at: after(3_600)) == 3)
    }

    @Test("what is refused costs nothing")
    func refused() {
        var bucket = TokenBucket(at: Self.start)
        let taken = (0..<100).filter { _ in bucket.take(limit, at: Self.start) }
        #expect(taken.count == 3)
        #expect(bucket.wait(limit, at: Self.start) == .seconds(2))
    }

    @Test("what is given back can be taken again, once")
    func givenBack() {
        var bucket = TokenBucket(at: Self.start)
        for _ in 0..<3 { _ = bucket.take(limit, at: Self.start) }
        bucket.giveBack(limit)
        let again = (0..<2).map { _ in bucket.take(limit, at: Self.start) }
        #expect(again == [true, false])
    }

    @Test("a clock that is set back keeps nobody waiting longer than an empty bucket does")
    func clockSetBack() {
        var bucket = TokenBucket(at: after(86_400))
        for _ in 0..<3 { _ = bucket.take(limit, at: after(86_400)) }
        #expect(bucket.wait(limit, at: Self.start) == .seconds(2))
        let taken = [Self.start, after(1), after(2), after(2), after(4)].map { bucket.take(limit, at: $0) }
        #expect(taken == [false, false, true, false, true])
    }
}
