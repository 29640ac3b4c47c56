import CallCore

/// Finds a signal in a JSON text. Keys come in any order, so the values are asked for when all were seen.
struct SignalReader {
    private let json: JSONDocument

    init(_ json: JSONDocument) {
        self.json = json
    }

    func signal() throws(SignalFault) -> IncomingSignal {
        guard let typeName = string("type"), let from = string("from_user_id"), let to = string("to_user_id")
        else { throw SignalFault(.invalidEnvelope) }
        guard let type = json.word(of: typeName, as: SignalType.self) else {
            throw SignalFault(.unknownType, type: json.text(of: typeName).cut(to: 64))
        }
        guard type.isFromDevice else { throw SignalFault(.wrongDirection, type: type.rawValue) }
        guard let object = json.member("payload", of: json.root) else {
            throw SignalFault(.invalidEnvelope, type: type.rawValue)
        }
        let payload = PayloadReader(json, object)
        do {
            let message = try payload.message(type)
            let call = message.call == nil ? nil : payload.call
            return IncomingSignal(
                from: json.withText(of: from) { UserID(utf8: $0) }, to: addressee(to), message: message,
                callIDRange: call?.range ?? 0..<0, callIDIsCanonical: call.map(isCanonical) ?? false)
        } catch {
            throw SignalFault(error.code, type: type.rawValue, call: payload.callID)
        }
    }

    /// Is an id spelled as it is told to others? It has no letters beside its digits, so only their case counts.
    private func isCanonical(_ call: JSONToken) -> Bool {
        call.kind == .string
            && json.spelling(of: call).allSatisfy { !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) }
    }

    private func string(_ key: StaticString) -> JSONToken? {
        json.member(key, of: json.root).flatMap { $0.isString ? $0 : nil }
    }

    private func addressee(_ token: JSONToken) -> Addressee {
        json.withText(of: token) { text in
            if JSONText.isEqual(text, UserID.serverName) { return .server }
            return UserID(utf8: text).map(Addressee.person) ?? .nobody
        }
    }
}

extension String {
    /// The first so many code points. Not characters: a single one may be as long as the message.
    fileprivate func cut(to count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}
