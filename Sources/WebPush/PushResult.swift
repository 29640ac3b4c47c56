/// What has become of a message in the end.
package enum PushResult: String, CaseIterable, Sendable {
    /// The push service has taken it.
    case taken
    /// The subscription is no more.
    case gone
    /// The push service wants none.
    case refused
    /// Its endpoint's name stands for an address to which nothing is sent.
    case forbidden
    /// The push service wanted to be asked later until it was too late.
    case late
    /// The push service could not be reached.
    case unreachable
    /// A newer one about the same thing took its place.
    case superseded
    /// There were too many, or the server went down.
    case dropped
    /// It could not be encrypted.
    case failed
}
