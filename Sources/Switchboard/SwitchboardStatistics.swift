import CallCore
import Signaling

/// What the Switchboard counts, since the start.
package struct SwitchboardStatistics: Hashable, Sendable {
    /// Open sockets.
    package var connectedDevices = 0
    /// People with an open socket.
    package var onlinePeople = 0
    /// Understood messages by type.
    package var signals: [SignalType: Int] = [:]
    /// Refused messages by code.
    package var refusals: [SignalErrorCode: Int] = [:]
    /// Ended calls by reason.
    package var endings: [EndReason: Int] = [:]
}
