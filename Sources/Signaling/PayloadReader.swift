import CallCore
import RateLimits

/// Reads what stands in a payload, as its type demands. Further keys are nobody's business.
struct PayloadReader {
    private let json: JSONDocument
    private let object: JSONToken
    /// The value of `call_id`, whatever it is.
    let call: JSONToken?
    /// The call that the payload names.
    let callID: CallID?

    /// - Parameter object: The value of `payload`, whatever it is.
    init(_ json: JSONDocument, _ object: JSONToken) {
        self.json = json
        self.object = object
        self.call = json.member("call_id", of: object)
        self.callID = call.flatMap { call in
            call.isString ? json.withText(of: call) { CallID(utf8: $0) } : nil
        }
    }

    func message(_ type: SignalType) throws(SignalFault) -> ClientMessage {
        guard call?.isString ?? true else { throw SignalFault(.invalidPayload) }
        if type == .sessionPing { return .ping(sentAt: try sentAt()) }
        guard let callID else { throw SignalFault(.invalidPayload) }
        switch type {
        case .callInitiate: return .initiate(callID)
        case .callAccept: return try optionalFlag("take_over") ? .takeOver(callID) : .accept(callID)
        case .callReject: return .reject(callID, try word("reason"))
        case .callEnd: return .end(callID, try word("reason"))
        case .callOffer:
            try checkDescription()
            return .offer(callID)
        case .callAnswer:
            try checkDescription()
            return .answer(callID)
        case .callIceCandidate:
            try checkCandidate()
            return .candidate(callID)
        case .callMute: return .mute(callID, try flag("muted", of: object))
        case .sessionReport: return .report(try report(callID))
        case .sessionPing, .callIncoming, .sessionReady, .sessionCall, .sessionPresence, .sessionChanged,
            .sessionError, .sessionPong:
            throw SignalFault(.wrongDirection)
        }
    }

    private func sentAt() throws(SignalFault) -> JSONNumber {
        guard let token = json.member("sent_at", of: object), token.kind == .number,
            let number = JSONNumber(wellFormed: json.spelling(of: token))
        else { throw SignalFault(.invalidPayload) }
        return number
    }

    private func checkDescription() throws(SignalFault) {
        guard let sdp = json.member("sdp", of: object), sdp.isString else {
            throw SignalFault(.invalidPayload)
        }
        guard json.withText(of: sdp, SDPCheck.isAcceptable) else { throw SignalFault(.invalidSDP) }
    }

    private func report(_ call: CallID) throws(SignalFault) -> MediaReport {
        let report = MediaReport(
            call: call, media: try word("media"), path: try optionalWord("path"),
            transport: try optionalWord("transport"), codec: try optionalWord("codec"),
            roundTrip: try optionalNumber("round_trip_ms"),
            loss: try optionalNumber("loss"), jitter: try optionalNumber("jitter_ms"),
            concealed: try optionalNumber("concealed"), level: try optionalNumber("level_db"),
            gathering: try gathering())
        guard let report else { throw SignalFault(.invalidPayload) }
        return report
    }

    /// nil when it is null or missing.
    private func gathering() throws(SignalFault) -> Gathering? {
        guard let token = json.member("gathering", of: object), token.kind != .null else { return nil }
        return Gathering(
            isComplete: try flag("complete", of: token), isRelayOnly: try flag("relay_only", of: token),
            found: Gathering.Found(
                host: try flag("host", of: token), srflx: try flag("srflx", of: token),
                relay: try flag("relay", of: token)),
            faults: Gathering.Faults(
                stun: try faultCode("stun", of: token), turnUDP: try faultCode("turn_udp", of: token),
                turnTCP: try faultCode("turn_tcp", of: token), turnTLS: try faultCode("turn_tls", of: token)))
    }

    private func flag(_ key: StaticString, of object: JSONToken) throws(SignalFault) -> Bool {
        guard let token = json.member(key, of: object), token.kind == .boolean else {
            throw SignalFault(.invalidPayload)
        }
        return json.spelling(of: token).first == UInt8(ascii: "t")
    }

    /// false when it is null or missing.
    private func optionalFlag(_ key: StaticString) throws(SignalFault) -> Bool {
        guard let token = json.member(key, of: object), token.kind != .null else { return false }
        return try flag(key, of: object)
    }

    /// nil when it is null or missing.
    private func faultCode(_ key: StaticString, of object: JSONToken) throws(SignalFault) -> Int? {
        guard let token = json.member(key, of: object), token.kind != .null else { return nil }
        guard token.kind == .number, let number = json.double(of: token), let code = Int(exactly: number),
            Gathering.codes.contains(code)
        else { throw SignalFault(.invalidPayload) }
        return code
    }

    // MARK: Candidates

    /// The key must be there; null means the end of candidates (RFC 8838 section 8.2).
    private func checkCandidate() throws(SignalFault) {
        guard let candidate = json.member("candidate", of: object) else { throw SignalFault(.invalidPayload) }
        if candidate.kind == .null { return }
        guard let line = json.member("candidate", of: candidate), line.isString else {
            throw SignalFault(.invalidPayload)
        }
        let size =
            length(line) + (try length("sdpMid", of: candidate))
            + (try length("usernameFragment", of: candidate))
        try checkLineIndex(of: candidate)
        guard size <= Limits.candidateBytes else { throw SignalFault(.invalidCandidate) }
    }

    private func length(_ string: JSONToken) -> Int {
        json.withText(of: string, \.count)
    }

    /// Of a string that may be null or missing.
    private func length(_ key: StaticString, of candidate: JSONToken) throws(SignalFault) -> Int {
        guard let token = json.member(key, of: candidate), token.kind != .null else { return 0 }
        guard token.isString else { throw SignalFault(.invalidPayload) }
        return length(token)
    }

    /// A whole number, null or missing.
    private func checkLineIndex(of candidate: JSONToken) throws(SignalFault) {
        guard let token = json.member("sdpMLineIndex", of: candidate), token.kind != .null else { return }
        guard token.kind == .number, let index = json.double(of: token), Int(exactly: index) != nil else {
            throw SignalFault(.invalidPayload)
        }
    }

    // MARK: Fields

    private func word<Word: CaseIterable & RawRepresentable<String>>(
        _ key: StaticString
    ) throws(SignalFault) -> Word {
        guard let word: Word = try optionalWord(key) else { throw SignalFault(.invalidPayload) }
        return word
    }

    /// nil when it is null or missing.
    private func optionalWord<Word: CaseIterable & RawRepresentable<String>>(
        _ key: StaticString
    ) throws(SignalFault) -> Word? {
        guard let token = json.member(key, of: object), token.kind != .null else { return nil }
        guard token.isString, let word = json.word(of: token, as: Word.self) else {
            throw SignalFault(.invalidPayload)
        }
        return word
    }

    /// nil when it is null or missing.
    private func optionalNumber(_ key: StaticString) throws(SignalFault) -> Double? {
        guard let token = json.member(key, of: object), token.kind != .null else { return nil }
        guard token.kind == .number, let number = json.double(of: token) else {
            throw SignalFault(.invalidPayload)
        }
        return number
    }
}
