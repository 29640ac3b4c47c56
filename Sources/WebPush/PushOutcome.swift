/// What has come of one attempt to send a message.
package enum PushOutcome: Hashable, Sendable {
    /// The push service has taken it (2xx).
    case taken
    /// There is no such subscription any more (404, 410).
    case gone
    /// The service wants to be asked later (429, 5xx): after this time, if it says so.
    case busy(Duration?)
    /// It was not reached, or has not answered in time.
    case unreachable
    /// It wants none (any other status), and asking again would not help.
    case refused(status: Int)
    /// The endpoint's name stands for an address to which nothing is sent.
    case forbidden

    /// What an answer says (RFC 8030 sections 5 and 8.4).
    /// - Parameter retryAfter: The header's value, in seconds (RFC 9110 section 10.2.3); a date is as good as none, for
    ///   a call rings for less than a minute.
    init(status: Int, retryAfter: String?) {
        switch status {
        case 200..<300: self = .taken
        case 404, 410: self = .gone
        case 429, 500...:
            self = .busy(retryAfter.flatMap { Int($0) }.map { .seconds(min(max($0, 0), 86_400)) })
        default: self = .refused(status: status)
        }
    }
}
