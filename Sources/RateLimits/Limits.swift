/// The limits on what people, browsers and strangers may ask of a server, all of them. `docs/protocol.md` tells them;
/// the browser's contract is printed from those that a device must know.
///
/// What is a fact of HTTP (how long a request may take, how many connections there may be) belongs to the server's
/// configuration, and how long things of a call last to `CallTimers`.
package enum Limits {
    // MARK: A message

    /// A message, in bytes of UTF-8.
    package static let frameBytes = 64 * 1024
    /// How deep JSON may be nested.
    package static let jsonDepth = 16
    /// An SDP, in bytes of UTF-8.
    package static let sdpBytes = 16 * 1024
    /// A candidate, in bytes of UTF-8.
    package static let candidateBytes = 1024
    /// Ids in one `session:presence`, those who came and those who went together.
    package static let presenceChanges = 100

    // MARK: A device and its person

    /// Frames of one socket, of whatever kind: more than a machine with a hundred network interfaces has to send, which
    /// has a thousand candidates.
    package static let frames = RateLimit(burst: 1_500, every: .milliseconds(20))
    /// Messages of one socket, and of one person. Trickle ICE needs bursts.
    package static let messages = RateLimit(burst: 120, every: .milliseconds(50))
    /// Refused messages of one person, after which the socket is closed with 1008.
    package static let offences = RateLimit(burst: 40, every: .seconds(1))
    /// How long a device waits to be told that messages of it were dropped, so that it is told once for many.
    package static let toldOfDroppedAfter: Duration = .milliseconds(250)
    /// Candidates that one side may send between two session descriptions of its own.
    package static let candidatesPerNegotiation = 100
    /// Sockets that one person may open. All of somebody's devices come back at once when a server starts anew.
    package static let connects = RateLimit(burst: 60, every: .seconds(1))
    /// Devices that one person may have connected at once.
    package static let devicesPerPerson = 32
    /// Bytes that wait for a slow device before its socket is closed with 1013.
    package static let outboxBytes = 256 * 1024
    /// Messages of one socket that wait to be decided before no more are read.
    package static let messagesWaiting = 64

    // MARK: Calls

    /// New calls that one person may place in a minute, unless the operator says otherwise.
    package static let callsPerMinute = 20

    /// New calls of one person. One that is answered is given back.
    package static func calls(perMinute count: Int) -> RateLimit {
        RateLimit(burst: count, every: .seconds(60) / count)
    }

    /// New calls of one person to another one who answers none: a quarter of those in a minute, then one each minute.
    package static func unansweredCalls(perMinute count: Int) -> RateLimit {
        RateLimit(burst: max(1, count / 4), every: .seconds(60))
    }

    // MARK: The relay

    /// Times that one person may take credentials for the relay: with each call, each time that a path is looked for
    /// anew, and with each check of the connection. In an hour some hundred, whatever they do.
    package static let relayCredentials = RateLimit(burst: 60, every: .seconds(60))

    // MARK: Push

    /// Times that one person may say, or take back, where a browser takes messages while its page is closed.
    package static let pushSubscriptions = RateLimit(burst: 60, every: .seconds(10))

    // MARK: Names

    /// Times that one person may change their own name: each is compared with everybody's.
    package static let renames = RateLimit(burst: 20, every: .seconds(30))

    // MARK: Signing in

    /// Tries from one network; a household or an office may share one.
    package static let signInsOfNetwork = RateLimit(burst: 60, every: .seconds(1))
    /// Tries for one user name, wherever they come from; and apart from them, from one browser that the account knows.
    package static let signInsOfName = RateLimit(burst: 10, every: .seconds(6))
    /// Tries from one network at the same time; a part of what waits for the hasher.
    package static let signInsAtOnce = 8

    // MARK: What is kept

    /// Sessions of one person; the one that was used longest ago makes room for a new one.
    package static let sessionsOfPerson = 32
    /// Browsers that are remembered as a person's own; the one that was used longest ago makes room for a new one.
    package static let knownBrowsersOfPerson = 32
    /// Invitations of one person that nobody has taken up and that have not expired.
    package static let openInvitationsOfPerson = 20

    // MARK: Memory

    /// Names, networks or people whose limit is remembered, of each kind.
    package static let remembered = 10_000
}
