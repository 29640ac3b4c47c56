import CallCore

/// What the service has saved: what a new process finds.
struct Journal: Hashable {
    private var calls = [Call?](repeating: nil, count: CallNames.all.count)

    var unended: [Call] { calls.compactMap(\.self).filter { !$0.isEnded } }
    var ended: [Call] { calls.compactMap(\.self).filter(\.isEnded) }

    /// Who is connected is no part of it.
    mutating func save(_ call: Call) { calls[CallNames.number(of: call.id)] = call.withoutConnections }

    /// Is the call here as it is? With the exception, one that is over, or whose ringing starts anew, may be here as it
    /// was before.
    func holds(_ call: Call?, at number: Int, exceptWhatIsWanted: Bool) -> Bool {
        let saved = calls[number]
        if saved == call?.withoutConnections { return true }
        guard exceptWhatIsWanted, let call, let saved, !saved.isEnded else { return false }
        return switch (saved.state, call.state) {
        case (_, .ended), (.ringing, .ringing): true
        case (.ringing, .inCall), (.inCall, _), (.ended, _): false
        }
    }
}
