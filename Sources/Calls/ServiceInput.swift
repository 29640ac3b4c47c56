import CallCore
import NIOCore
import Signaling

/// What reaches the call service, in the order in which it is decided.
package enum ServiceInput: Sendable {
    /// A device has opened a socket.
    case opened(OpenedDevice)
    /// A message about a call has arrived, with its very bytes.
    case received(IncomingSignal, ByteBuffer, from: MessageSender)
    /// A message has arrived that is none; after some faults of the frame the socket cannot go on.
    case faulted(SignalFault, from: MessageSender, isFatal: Bool)
    /// A message has arrived that is one too many, and was dropped unread.
    case dropped(from: MessageSender)
    /// The page behind a socket says nothing any more, though the socket is there: it does not run.
    case fellSilent(Connection)
    /// It does again.
    case spokeAgain(Connection)
    /// A socket is gone.
    case closed(Connection)
    /// These sessions have ended: signed out, password changed, account disabled.
    case signedOut(Set<String>)
    /// A person can be called no more: their account is disabled, or gone. Their sessions have ended with it.
    case accountClosed(UserID)
    /// A push service has taken the notice that this call rings, or none has.
    case notified(CallID, isTaken: Bool)
    /// A person declines a call from a device that has no socket: in a notification, say. The answer is none when the
    /// thread has ended.
    case declined(CallID, by: UserID, answer: @Sendable (DeclineAnswer?) -> Void)
    /// Something else is to be done on the deciding thread; without the service when the thread has ended.
    case perform(@Sendable (CallService?) -> Void)

    /// It comes too late: whoever asks is told so.
    func turnAway() {
        switch self {
        case .perform(let work): work(nil)
        case .declined(_, _, let answer): answer(nil)
        case .opened, .received, .faulted, .dropped, .fellSilent, .spokeAgain, .closed, .signedOut,
            .accountClosed, .notified:
            break
        }
    }
}

/// A device that has opened its socket.
package struct OpenedDevice: Sendable {
    let connection: Connection
    let person: Person
    let session: String
    let link: any DeviceLink

    /// A device that has opened its socket.
    /// - Parameters:
    ///   - person: Who is signed in, who may sign in and be called.
    ///   - session: The signed-in session that opened it.
    package init(connection: Connection, person: Person, session: String, link: any DeviceLink) {
        self.connection = connection
        self.person = person
        self.session = session
        self.link = link
    }
}

/// Where a message came from.
package struct MessageSender: Sendable {
    let connection: Connection
    let link: any DeviceLink

    /// Where a message came from.
    package init(connection: Connection, link: any DeviceLink) {
        self.connection = connection
        self.link = link
    }

    var endpoint: Endpoint { connection.endpoint }
}
