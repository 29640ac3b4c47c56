import CallCore
import Signaling

/// Reads the lines of a call's timeline, one after the other, from the first on. What a line means depends on what was before
/// it: the first `call:accept` answers the call, a later one asks for an offer.
package struct StoryReader: Sendable {
    private let caller: UserID
    private let callee: UserID
    private var callerDevices: [DeviceID] = []
    private var calleeDevices: [DeviceID] = []
    private var stage = Stage.begins
    /// Who of the two is muted, as it was told last, and at which device.
    private var muted: [UserID: DeviceID] = [:]

    /// How far the call has got in the lines until now.
    private enum Stage {
        /// There is no line yet.
        case begins
        /// It was asked for.
        case rings
        /// It was answered.
        case goesOn
    }

    /// - Parameters:
    ///   - caller: Who called.
    ///   - callee: Who was called.
    package init(caller: UserID, callee: UserID) {
        self.caller = caller
        self.callee = callee
    }

    /// All lines of a timeline.
    package static func read(
        _ entries: some Sequence<TimelineEntry>, caller: UserID, callee: UserID
    ) -> [StoryLine] {
        var reader = StoryReader(caller: caller, callee: callee)
        return entries.compactMap { reader.read($0) }
    }

    /// The next line; nil when it tells nothing: it repeats whether somebody is muted, as devices do after each loss, or it is
    /// by none of the call's two people, which only another program can have written.
    package mutating func read(_ entry: TimelineEntry) -> StoryLine? {
        guard let side = side(of: entry.endpoint), !repeatsMute(entry) else { return nil }
        return StoryLine(at: entry.at, side: side, event: event(entry, by: side))
    }

    private mutating func side(of endpoint: Endpoint?) -> StorySide? {
        guard let endpoint else { return .server }
        switch endpoint.user {
        case caller: return .caller(device: Self.number(of: endpoint.device, in: &callerDevices))
        case callee: return .callee(device: Self.number(of: endpoint.device, in: &calleeDevices))
        default: return nil
        }
    }

    private static func number(of device: DeviceID, in known: inout [DeviceID]) -> Int {
        if let index = known.firstIndex(of: device) { return index + 1 }
        known.append(device)
        return known.count
    }

    private mutating func repeatsMute(_ entry: TimelineEntry) -> Bool {
        guard entry.kind == TimelineEntry.Kind.mute.rawValue, let endpoint = entry.endpoint else {
            return false
        }
        let device = Self.isMuted(entry.detail) ? endpoint.device : nil
        defer { muted[endpoint.user] = device }
        return muted[endpoint.user] == device
    }

    private static func isMuted(_ detail: String?) -> Bool { detail == "muted" }

    private mutating func event(_ entry: TimelineEntry, by side: StorySide) -> StoryEvent {
        guard let kind = TimelineEntry.Kind(rawValue: entry.kind) else { return .unknown }
        let detail = entry.detail
        switch kind {
        case .initiate: return initiation(by: side, detail)
        case .accept: return acceptance(detail)
        case .reject: return .declined(detail.flatMap(EndReason.init(rawValue:)))
        case .offer: return .offered
        case .answer: return .answered
        case .mute: return .muted(Self.isMuted(detail))
        case .end: return .ended(detail.flatMap(EndReason.init(rawValue:)))
        case .report: return Self.report(detail)
        case .connected: return .connected(isReplacement: detail == "replaced")
        case .disconnected: return .disconnected
        case .notified: return .notified(isTaken: detail == nil)
        case .deadline: return .deadlinePassed(detail.flatMap(Deadline.Kind.init(rawValue:)))
        case .restarted: return .serverRestarted
        }
    }

    private mutating func initiation(by side: StorySide, _ detail: String?) -> StoryEvent {
        switch (stage, side) {
        case (.begins, _):
            stage = .rings
            return .placed(detail.flatMap(CallSnapshot.Reach.init(rawValue:)))
        case (.rings, .callee):
            stage = .goesOn
            return .calledBack
        case (.rings, .caller), (.rings, .server), (.goesOn, _): return .askedAgain
        }
    }

    private mutating func acceptance(_ detail: String?) -> StoryEvent {
        defer { stage = .goesOn }
        if detail == "take_over" { return .continued }
        switch stage {
        case .begins, .rings: return .accepted
        case .goesOn: return .wantsOffer
        }
    }

    private static func report(_ detail: String?) -> StoryEvent {
        let words = (detail ?? "").split(separator: " ")
        guard let first = words.first else { return .unknown }
        if first == "in-all" { return .sounded(Sound(span: .call, words: words.dropFirst())) }
        guard let media = MediaReport.Media(rawValue: String(first)) else { return .unknown }
        if let gathering = Gathering(summary: words) { return .searched(PathSearch(media: media, gathering)) }
        switch media {
        case .connected: return .sounded(Sound(span: .minute, words: words.dropFirst()))
        case .connecting, .reconnecting: return .toldMedia(media)
        }
    }
}
