/// Where a person's device stands. The browser runs this machine from the printed table.
///
/// ```
///            call pressed         microphone             accepted
///   idle ────────────────▶ dialing ─────────▶ calling ────────────────┐
///    │                                                                 ▼
///    │ incoming            accept pressed      microphone          connecting
///    ├──────────▶ ringing ───────────▶ answering ─────▶ accepting ────▶│ audio
///    │                                                                 ▼
///    │                                     microphone      audio   connected ◀──┐
///    ├ snapshot of a call in progress ▶ resuming ──▶ reconnecting ────▶│        │ audio
///    │                     microphone             snapshot  ▲          │        │
///    └ continue pressed ▶ continuing ──▶ claiming ──────────┘          │        │
///                                                         ▲            ▼        │
///                                                         └─────── interrupted ─┘
///                                                        2 s, failed
///
///   every state ── hang up, decline, ended, deadline ──▶ idle
/// ```
///
/// To people and on the wire these are the four states of the protocol, see `callState`.
package enum DeviceState: String, CaseIterable, Sendable {
    /// No call.
    case idle
    /// The microphone is being opened for a new call; nothing was sent, nobody's phone rings.
    case dialing
    /// `call:initiate` was sent.
    case calling
    /// After a reload: the microphone is being reopened for a call that this device placed.
    case redialing
    /// A call comes in.
    case ringing
    /// The microphone is being opened for the answer.
    case answering
    /// `call:accept` was sent; the server has the word.
    case accepting
    /// After a reload: the microphone is being reopened for a call that is in progress.
    case resuming
    /// The microphone is being opened to continue a call here that another device has. That one has it still.
    case continuing
    /// `call:accept` with `take_over` was sent; the server has the word.
    case claiming
    /// In the call; the first audio path is being found.
    case connecting
    /// In the call; audio flows.
    case connected
    /// In the call; the audio path is interrupted and may come back by itself.
    case interrupted
    /// In the call; there was an audio path, and one is being found again.
    case reconnecting

    /// The state in the protocol's words; nil while idle.
    package var callState: CallSnapshot.State? {
        switch self {
        case .idle: nil
        case .dialing, .calling, .redialing: .calling
        case .ringing, .answering, .accepting: .ringing
        case .resuming, .continuing, .claiming, .connecting, .connected, .interrupted, .reconnecting: .inCall
        }
    }

    /// Is a microphone open, being opened, or a peer connection there? Leaving such a state for one
    /// that has none must close it.
    package var holdsMedia: Bool {
        switch self {
        case .idle, .ringing: false
        case .dialing, .calling, .redialing, .answering, .accepting, .resuming, .continuing, .claiming,
            .connecting, .connected, .interrupted, .reconnecting:
            true
        }
    }

    /// The timer that runs in this state. Each state has one in which the device waits for somebody, be it the
    /// other person, the server, its own person or the network; none has two.
    package var timer: DeviceTimer? {
        switch self {
        case .dialing, .calling, .redialing, .ringing, .answering, .continuing: .ring
        case .accepting, .claiming, .connecting: .connect
        case .interrupted: .grace
        case .resuming, .reconnecting: .media
        case .idle, .connected: nil
        }
    }
}

/// A timer of the device.
package enum DeviceTimer: String, CaseIterable, Sendable {
    /// A call that rings is the server's to end. A device that hears nothing of it waits for so much longer, see
    /// `DeviceMachine.ringMargin`, and then gives up by itself. So long a person has for the browser's question, too.
    case ring
    /// The server must confirm the answer, and the first audio path must be found.
    case connect
    /// An interrupted audio path may come back by itself for so long.
    case grace
    /// A broken audio path must be mended. Counts from the moment at which the audio was lost.
    case media
}
