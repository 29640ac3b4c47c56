import CallCore

/// What a device can say, read and checked. Of what is passed on to the other side it holds no content: the
/// received bytes themselves are passed on.
package enum ClientMessage: Hashable, Sendable {
    case initiate(CallID)
    case accept(CallID)
    /// `call:accept` with `take_over`.
    case takeOver(CallID)
    case reject(CallID, EndReason)
    case offer(CallID)
    case answer(CallID)
    case candidate(CallID)
    case mute(CallID, Bool)
    case end(CallID, EndReason)
    /// `sentAt` is the device's own clock in milliseconds; it comes back as it was written.
    case ping(sentAt: JSONNumber)
    case report(MediaReport)

    /// Its type on the wire.
    package var type: SignalType {
        switch self {
        case .initiate: .callInitiate
        case .accept, .takeOver: .callAccept
        case .reject: .callReject
        case .offer: .callOffer
        case .answer: .callAnswer
        case .candidate: .callIceCandidate
        case .mute: .callMute
        case .end: .callEnd
        case .ping: .sessionPing
        case .report: .sessionReport
        }
    }

    /// The call it speaks of.
    package var call: CallID? {
        switch self {
        case .initiate(let call), .accept(let call), .takeOver(let call), .reject(let call, _),
            .offer(let call), .answer(let call), .candidate(let call), .mute(let call, _),
            .end(let call, _):
            call
        case .report(let report): report.call
        case .ping: nil
        }
    }
}
