/// The limits of the protocol, in one place. Printed into the browser's contract.
package enum SignalLimits {
    /// A message, in bytes of UTF-8.
    package static let frameBytes = 64 * 1024
    /// How deep JSON may be nested.
    package static let jsonDepth = 16
    /// An SDP, in bytes of UTF-8.
    package static let sdpBytes = 16 * 1024
    /// A candidate, in bytes of UTF-8.
    package static let candidateBytes = 1024
    /// Candidates that one side may send between two session descriptions of its own.
    package static let candidatesPerNegotiation = 100
    /// Messages that may come at once. Trickle ICE needs bursts.
    package static let burst = 120
    /// Messages a second that may come for ever.
    package static let messagesPerSecond = 20
    /// Refused messages, refilled one a second, after which the socket is closed with 1008.
    package static let offences = 40
    /// Devices that one person may have connected at once.
    package static let devicesPerPerson = 32
    /// Ids in one `session:presence`, those who came and those who went together.
    package static let presenceChanges = 100
    /// Bytes that wait for a slow device before its socket is closed with 1013.
    package static let outboxBytes = 256 * 1024
}
