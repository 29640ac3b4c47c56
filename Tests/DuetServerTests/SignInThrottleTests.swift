import CallCore
import Networks
import Testing

@testable import DuetServer

/// How often one may try to sign in.
struct SignInThrottleTests {
    private static let start = Timestamp(milliseconds: 1_700_000_000_000)

    private func after(_ seconds: Double) -> Timestamp { Self.start.advanced(by: .seconds(seconds)) }

    @Test("one name from many addresses: ten wrong tries, then one every six seconds; others are not touched")
    func username() throws {
        let throttle = SignInThrottle()
        func attempt(_ number: Int, _ username: String = "Alice") -> SignInThrottle.Attempt {
            .init(address: IPAddress("192.0.2.\(number)"), username: username)
        }
        func fail(_ attempt: SignInThrottle.Attempt, at moment: Timestamp) throws {
            try throttle.begin(attempt, at: moment)
            throttle.end(attempt, succeeded: false)
        }
        for number in 0..<10 { try fail(attempt(number), at: Self.start) }
        for spelling in ["alice", "ALICE", " alice "] {
            #expect(throws: TooManyAttempts(limit: .username, wait: .seconds(6))) {
                try throttle.begin(attempt(99, spelling), at: Self.start)
            }
        }
        try fail(attempt(99, "bo"), at: Self.start)
        try fail(attempt(99), at: after(6))
        #expect(throws: TooManyAttempts.self) { try throttle.begin(attempt(99), at: after(6)) }
    }

    @Test("a browser that the account knows has ten tries of its own, whatever strangers have spent")
    func knownBrowser() throws {
        let throttle = SignInThrottle()
        func fail(_ number: Int, _ browser: String?) throws {
            let attempt = SignInThrottle.Attempt(
                address: IPAddress("192.0.2.\(number)"), username: "alice", knownBrowser: browser)
            try throttle.begin(attempt, at: Self.start)
            throttle.end(attempt, succeeded: false)
        }
        for number in 0..<10 { try fail(number, nil) }
        #expect(throws: TooManyAttempts.self) { try fail(50, nil) }
        for number in 0..<10 { try fail(number, "at home") }
        #expect(throws: TooManyAttempts(limit: .username, wait: .seconds(6))) { try fail(50, "at home") }
        try fail(50, "at work")
    }

    @Test("one address: sixty wrong tries at once, then one a second; IPv6 counts by its network")
    func address() throws {
        let throttle = SignInThrottle()
        func attempt(_ address: String, _ number: Int) -> SignInThrottle.Attempt {
            .init(address: IPAddress(address), username: "person-\(number)")
        }
        for number in 0..<60 {
            let attempt = attempt("2001:db8::\(number)", number)
            try throttle.begin(attempt, at: Self.start)
            throttle.end(attempt, succeeded: false)
        }
        let more = attempt("2001:db8::ffff", 60)
        #expect(throws: TooManyAttempts(limit: .network, wait: .seconds(1))) {
            try throttle.begin(more, at: Self.start)
        }
        try throttle.begin(attempt("2001:db8:0:1::1", 60), at: Self.start)
        try throttle.begin(more, at: after(1))
    }

    @Test("a name that nobody can have is not remembered, and its address is")
    func impossibleName() throws {
        let name = String(repeating: "a", count: 10_000)
        let attempt = SignInThrottle.Attempt(address: IPAddress("192.0.2.1"), username: name)
        #expect(attempt.guess == nil)
        let throttle = SignInThrottle()
        for _ in 0..<60 {
            try throttle.begin(attempt, at: Self.start)
            throttle.end(attempt, succeeded: false)
        }
        #expect(throws: TooManyAttempts.self) { try throttle.begin(attempt, at: Self.start) }
    }

    @Test("who signs in rightly is never kept waiting")
    func success() throws {
        let throttle = SignInThrottle()
        let attempt = SignInThrottle.Attempt(address: IPAddress("192.0.2.1"), username: "alice")
        for _ in 0..<200 {
            try throttle.begin(attempt, at: Self.start)
            throttle.end(attempt, succeeded: true)
        }
    }

    @Test("one address takes only a part of what waits for the hasher")
    func atOnce() throws {
        let throttle = SignInThrottle()
        let attempts = (0..<9).map {
            SignInThrottle.Attempt(address: IPAddress("192.0.2.1"), username: "person-\($0)")
        }
        for attempt in attempts.prefix(8) { try throttle.begin(attempt, at: Self.start) }
        #expect(throws: TooManyAttempts(limit: .atOnce, wait: .seconds(1))) {
            try throttle.begin(attempts[8], at: Self.start)
        }
        try throttle.begin(.init(address: IPAddress("192.0.2.2"), username: "bo"), at: Self.start)
        throttle.end(attempts[0], succeeded: false)
        try throttle.begin(attempts[8], at: Self.start)
    }
}
