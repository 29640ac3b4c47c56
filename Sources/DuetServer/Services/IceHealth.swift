import IceProbe
import IceServers
import Synchronization

/// What was found out about one STUN or TURN server.
struct IceFinding: Hashable, Sendable {
    let url: IceServerURL
    /// nil when it worked.
    let fault: ProbeFault?
}

/// What the ``IceWatch`` has found out last, for whoever asks how the server is.
final class IceHealth: Sendable {
    private let found = Mutex<[IceFinding]>([])

    /// One for each server that was tried; none before the first round.
    var findings: [IceFinding] { found.withLock { $0 } }

    /// - Returns: What was so until now.
    func tell(_ findings: [IceFinding]) -> [IceFinding] {
        found.withLock { found in
            defer { found = findings }
            return found
        }
    }
}
