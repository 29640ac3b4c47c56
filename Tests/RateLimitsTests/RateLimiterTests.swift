import CallCore
import RateLimits
import Testing

struct RateLimiterTests {
    private static let start = Timestamp(milliseconds: 1_700_000_000_000)

    private func limiter(room: Int) -> RateLimiter<Int> {
        RateLimiter(RateLimit(burst: 3, every: .seconds(2)), room: room)
    }

    @Test("everybody has a bucket of their own, and one that is filled again is as if it were new")
    func apart() {
        var limiter = limiter(room: 10)
        let first = (0..<4).map { _ in limiter.take(1, at: Self.start) }
        #expect(first == [true, true, true, false])
        #expect(limiter.wait(for: 2, at: Self.start) == .zero)
        limiter.fill(1)
        let again = (0..<4).map { _ in limiter.take(1, at: Self.start) }
        #expect(again == [true, true, true, false])
    }

    @Test("it tells of whom more than half is gone, until it has come back")
    func halfEmpty() {
        var limiter = limiter(room: 10)
        let isHalfEmpty = (0..<3).map { _ in
            limiter.take(1, at: Self.start)
            return limiter.isHalfEmpty(1, at: Self.start)
        }
        #expect(isHalfEmpty == [false, true, true])
        #expect(!limiter.isHalfEmpty(1, at: Self.start.advanced(by: .seconds(4))))
        #expect(!limiter.isHalfEmpty(2, at: Self.start))
        var single = RateLimiter<Int>(RateLimit(burst: 1, every: .seconds(2)))
        single.take(1, at: Self.start)
        #expect(!single.isHalfEmpty(1, at: Self.start), "one is not often")
    }

    @Test("it holds no more than it has room for, and forgets last whom it keeps waiting")
    func eviction() {
        var limiter = limiter(room: 100)
        for _ in 0..<3 { limiter.take(0, at: Self.start) }
        for key in 1...1_000 {
            limiter.take(key, at: Self.start)
            #expect(limiter.count <= 100)
        }
        #expect(limiter.wait(for: 0, at: Self.start) == .seconds(2))
    }

    @Test("those that are full again are forgotten before any other")
    func forgetsTheFull() {
        var limiter = limiter(room: 10)
        for key in 1...10 { limiter.take(key, at: Self.start) }
        limiter.take(11, at: Self.start.advanced(by: .seconds(60)))
        #expect(limiter.count == 1)
    }
}
