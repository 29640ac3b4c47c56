import CallCore

/// One thing that can happen next in a world.
enum Step: Hashable {
    // People.
    case pressesCall(Seat)
    case pressesAccept(Seat)
    case pressesContinue(Seat)
    case pressesDecline(Seat)
    case pressesHangUp(Seat)
    // Microphones.
    case microphoneOpens(Seat)
    case microphoneFails(Seat)
    // Messages.
    case arrives(Seat, twice: Bool)
    case echoes(Seat)
    // Connections and processes.
    case breaks(Seat)
    case noticesLoss(Seat)
    case lossIsNoticed(Seat)
    case connects(Seat)
    case reloads(Seat)
    case changesNetwork(Seat)
    case changesAddress(Seat)
    case sleeps(Seat)
    case uplinkFails
    case uplinkReturns
    case othersCome
    case serverRestarts
    case deciderIsReplaced(losing: SeatSet)
    case storeFails
    case storeRecovers
    // Timers.
    case timerPasses(Seat)
    case ringingIsNearlyOver
    case deadlinePasses
    // Notices.
    case noticeIsTaken
    case noticeIsNotTaken
    // The audio's way.
    case pathFound
    case pathFalters
    case pathRecovers
    case pathBreaks
    case seesPath(Seat)
    case missesPath(Seat)
    case givesPathUp(Seat)
    case hearsNothing(Seat)
    case repeatsNegotiation(Seat)

    /// Does it use up one of the things that may go wrong?
    var isFault: Bool {
        switch self {
        case .microphoneFails, .breaks, .reloads, .changesNetwork, .changesAddress, .sleeps, .uplinkFails,
            .serverRestarts, .deciderIsReplaced, .storeFails, .pathFalters, .pathBreaks, .echoes:
            true
        case .arrives(_, let twice): twice
        case .pressesCall, .pressesAccept, .pressesContinue, .pressesDecline, .pressesHangUp,
            .microphoneOpens, .noticesLoss,
            .lossIsNoticed, .connects, .uplinkReturns, .othersCome, .storeRecovers, .timerPasses,
            .ringingIsNearlyOver, .deadlinePasses, .noticeIsTaken, .noticeIsNotTaken,
            .pathFound, .pathRecovers, .seesPath, .missesPath, .givesPathUp, .hearsNothing,
            .repeatsNegotiation:
            false
        }
    }

    /// As a story tells it, in the world before it.
    func sentence(in world: World) -> String {
        func first(_ queue: Queue) -> String { queue.first?.name ?? "nothing" }
        return switch self {
        case .pressesCall(let seat): "\(seat.name) presses “Call”"
        case .pressesAccept(let seat): "\(seat.name) presses “Accept”"
        case .pressesContinue(let seat): "\(seat.name) presses “Continue here”"
        case .pressesDecline(let seat): "\(seat.name) presses “Decline”"
        case .pressesHangUp(let seat): "\(seat.name) presses “Hang up”"
        case .microphoneOpens(let seat): "\(seat.name)'s microphone opens"
        case .microphoneFails(let seat): "\(seat.name)'s microphone cannot be opened"
        case .arrives(let seat, let twice):
            "\(first(world[seat].inbox)) reaches \(seat.name)\(twice ? ", and will again" : "")"
        case .echoes(let seat):
            "\(world[seat].lastSaid?.name ?? "nothing") of \(seat.name) reaches the server a second time"
        case .breaks(let seat): "\(seat.name)'s connection breaks, and nobody knows yet"
        case .noticesLoss(let seat):
            "\(seat.name) notices that the connection is gone\(lost(world[seat]))"
        case .lossIsNoticed(let seat): "the server notices that \(seat.name)'s connection is gone"
        case .connects(let seat): "\(seat.name) connects"
        case .reloads(let seat): "\(seat.name)'s page is loaded again\(lost(world[seat]))"
        case .changesNetwork(let seat): "\(seat.name) gets another network\(lost(world[seat]))"
        case .changesAddress(let seat): "\(seat.name) gets another address, and nobody knows yet"
        case .sleeps(let seat): "\(seat.name) sleeps for longer than a call rings\(lost(world[seat]))"
        case .uplinkFails: "nobody can reach the server any more, and nobody knows yet"
        case .uplinkReturns: "the server can be reached again"
        case .othersCome: "somebody else connects"
        case .serverRestarts: "the server is killed and starts again"
        case .deciderIsReplaced(let lost): "another process decides from now on\(Self.lost(lost))"
        case .storeFails: "the store cannot save any more"
        case .storeRecovers: "the store is well again"
        case .timerPasses(let seat): "\(seat.name)'s timer passes"
        case .ringingIsNearlyOver: "the ringing has two seconds left"
        case .deadlinePasses: "the server's deadline passes"
        case .noticeIsTaken: "a push service takes the notice"
        case .noticeIsNotTaken: "no push service takes the notice"
        case .pathFound: "the two connections find a path"
        case .pathFalters: "the path falters"
        case .pathRecovers: "the path recovers by itself"
        case .pathBreaks: "the path breaks"
        case .seesPath(let seat): "\(seat.name) is told that audio can flow"
        case .missesPath(let seat): "\(seat.name) is told that the path is interrupted"
        case .givesPathUp(let seat): "\(seat.name) is told that the path is gone"
        case .hearsNothing(let seat): "\(seat.name) hears nothing any more"
        case .repeatsNegotiation(let seat): "\(seat.name) has got no answer and tries again"
        }
    }

    private static func lost(_ seats: SeatSet) -> String {
        let names = Seat.allCases.filter(seats.contains).map(\.name)
        return names.isEmpty ? "" : ", and what was on its way to \(names.joined(separator: " and ")) is lost"
    }

    private func lost(_ device: DeviceModel) -> String {
        let count = device.inbox.count
        return count == 0 ? "" : ", and \(count) message\(count == 1 ? " is" : "s are") lost"
    }
}
