import CallCore
import Foundation

/// What a device can say, decoded and checked.
package enum ClientMessage: Hashable, Sendable {
    case initiate(CallID)
    case accept(CallID)
    case reject(CallID, EndReason)
    case offer(CallID, sdp: String)
    case answer(CallID, sdp: String)
    /// A nil candidate is the end of candidates (RFC 8838 section 8.2).
    case candidate(CallID, IceCandidate?)
    case end(CallID, EndReason)
    /// `sentAt` is the device's own clock in milliseconds; it comes back as it was.
    case ping(sentAt: Double)
    case report(MediaReport)

    /// Its type on the wire.
    package var type: SignalType {
        switch self {
        case .initiate: .callInitiate
        case .accept: .callAccept
        case .reject: .callReject
        case .offer: .callOffer
        case .answer: .callAnswer
        case .candidate: .callIceCandidate
        case .end: .callEnd
        case .ping: .sessionPing
        case .report: .sessionReport
        }
    }

    /// The call it speaks of.
    package var call: CallID? {
        switch self {
        case .initiate(let call), .accept(let call), .reject(let call, _), .offer(let call, _),
            .answer(let call, _), .candidate(let call, _), .end(let call, _):
            call
        case .report(let report): report.call
        case .ping: nil
        }
    }
}

/// A message from a device, with its envelope.
package struct IncomingSignal: Hashable, Sendable {
    /// Whom the sender claims to be. Not to be trusted before it was compared with the session.
    package let from: String
    /// Whom it is for: a person's id, or `server`.
    package let to: String
    /// What it says.
    package let message: ClientMessage

    /// Decodes one text message.
    /// - Throws: `SignalFault` with the code that names what is wrong with it.
    package static func decode(_ text: String) throws(SignalFault) -> IncomingSignal {
        guard text.utf8.count <= SignalLimits.frameBytes else { throw SignalFault(.frameTooLarge) }
        try JSONGuard.check(text)
        do {
            return try JSONDecoder().decode(IncomingSignal.self, from: Data(text.utf8))
        } catch let fault as SignalFault {
            throw fault
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            throw SignalFault(.notJSON)
        } catch {
            throw SignalFault(.invalidEnvelope)
        }
    }
}

extension IncomingSignal: Decodable {
    private enum CodingKeys: String, CodingKey {
        case type
        case from = "from_user_id"
        case to = "to_user_id"
        case payload
    }

    package init(from decoder: any Decoder) throws {
        let envelope = try decoder.container(keyedBy: CodingKeys.self)
        let typeName = try envelope.decode(String.self, forKey: .type)
        self.from = try envelope.decode(String.self, forKey: .from)
        self.to = try envelope.decode(String.self, forKey: .to)
        guard let type = SignalType(rawValue: typeName) else {
            throw SignalFault(.unknownType, type: typeName.cut(to: 64))
        }
        guard type.isFromDevice else { throw SignalFault(.wrongDirection, type: typeName) }
        guard envelope.contains(.payload) else { throw SignalFault(.invalidEnvelope, type: typeName) }
        var call: CallID?
        do {
            let payload = try envelope.nestedContainer(keyedBy: PayloadKey.self, forKey: .payload)
            call = payload.contains(.call) ? CallID(try payload.decode(String.self, forKey: .call)) : nil
            self.message = try ClientMessage(type, payload, call: call)
        } catch let fault as SignalFault {
            throw SignalFault(fault.code, type: typeName, call: call)
        } catch {
            throw SignalFault(.invalidPayload, type: typeName, call: call)
        }
    }
}

extension String {
    /// The first so many code points. Not characters: a single one may be as long as the message.
    fileprivate func cut(to count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}

private enum PayloadKey: String, CodingKey {
    case call = "call_id"
    case reason, sdp, candidate
    case sentAt = "sent_at"
    case media, path, transport
    case roundTrip = "round_trip_ms"
    case loss
    case jitter = "jitter_ms"
}

extension ClientMessage {
    fileprivate init(
        _ type: SignalType, _ payload: KeyedDecodingContainer<PayloadKey>, call: CallID?
    ) throws {
        if type == .sessionPing {
            self = .ping(sentAt: try payload.decode(Double.self, forKey: .sentAt))
            return
        }
        guard let call else { throw SignalFault(.invalidPayload) }
        switch type {
        case .callInitiate: self = .initiate(call)
        case .callAccept: self = .accept(call)
        case .callReject: self = .reject(call, try payload.reason())
        case .callEnd: self = .end(call, try payload.reason())
        case .callOffer: self = .offer(call, sdp: try payload.sessionDescription())
        case .callAnswer: self = .answer(call, sdp: try payload.sessionDescription())
        case .callIceCandidate: self = .candidate(call, try payload.iceCandidate())
        case .sessionReport: self = .report(try payload.report(call))
        case .sessionPing, .callIncoming, .sessionReady, .sessionCall, .sessionPresence, .sessionError,
            .sessionPong:
            throw SignalFault(.wrongDirection)
        }
    }
}

extension KeyedDecodingContainer<PayloadKey> {
    fileprivate func reason() throws -> EndReason {
        guard let reason = EndReason(rawValue: try decode(String.self, forKey: .reason)) else {
            throw SignalFault(.invalidPayload)
        }
        return reason
    }

    fileprivate func sessionDescription() throws -> String {
        let sdp = try decode(String.self, forKey: .sdp)
        try SDPCheck.check(sdp)
        return sdp
    }

    /// The key must be there; null means the end of candidates.
    fileprivate func iceCandidate() throws -> IceCandidate? {
        guard contains(.candidate) else { throw SignalFault(.invalidPayload) }
        let candidate = try decode(IceCandidate?.self, forKey: .candidate)
        guard candidate.map({ $0.byteCount <= SignalLimits.candidateBytes }) ?? true else {
            throw SignalFault(.invalidCandidate)
        }
        return candidate
    }

    fileprivate func report(_ call: CallID) throws -> MediaReport {
        MediaReport(
            call: call,
            media: try decode(MediaReport.Media.self, forKey: .media),
            path: try decodeIfPresent(MediaReport.CandidateType.self, forKey: .path),
            transport: try decodeIfPresent(MediaReport.Transport.self, forKey: .transport),
            roundTrip: try decodeIfPresent(Double.self, forKey: .roundTrip),
            loss: try decodeIfPresent(Double.self, forKey: .loss),
            jitter: try decodeIfPresent(Double.self, forKey: .jitter))
    }
}
