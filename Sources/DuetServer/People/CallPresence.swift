import Calls

/// The call service's presence.
struct CallPresence: PresenceSource {
    let calls: CallThread

    var presenceSequence: Int {
        get async throws { try await calls.ask { $0.presenceSequence } }
    }

    var presence: PresenceList {
        get async throws { try await calls.ask { $0.presenceList } }
    }
}
