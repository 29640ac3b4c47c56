import CallCore
import Logging
import NIOCore
import RateLimits
import Signaling

/// The runner around ``CallRegistry``: takes what has come as one batch, lets the registry decide all of it, saves
/// once, then lets everybody hear.
///
/// ```
///  batch, now ─▶ registry.handle … ─▶ journal.commit, once ─▶ deliveries, in the order of decisions
///                                          │ fails
///                                          ▼
///                    put all back, decide again one by one without the store:
///                    what must be saved is refused, endings take effect and are saved later
/// ```
///
/// A store that has failed is ill: nothing is saved with the batches then, so that nobody waits for it, but it is tried
/// again each second.
///
/// It owns no clock, thread or socket: ``CallThread`` calls it. Nobody hears of what is not saved, but for endings
/// while the store fails (`docs/decisions/0014-one-value-decides.md`).
package final class CallService {
    /// How long to leave a store alone that could not save.
    static let retryInterval: Duration = .seconds(1)

    let journal: any CallJournal
    let people: any PeopleDirectory
    let notifier: (any CalleeNotifier)?
    let timers: CallTimers
    let version: String
    let page: String?
    let logger: Logger

    var registry: CallRegistry
    var connections = ConnectionRegistry()
    var limits: PeopleLimits
    var dropped = DroppedMessages()
    var presence = PresenceBoard()
    var counts = CallStatistics()
    /// The sessions of devices that are in a call and have no socket at the moment.
    var absent: [Endpoint: String] = [:]
    var timeline = TimelineBuffer()
    var digest = MediaDigest()
    /// What was decided in this batch and waits for the commit, from the first decision on that must be saved.
    private var waiting: [Step] = []
    /// What took effect although it could not be saved: endings, mostly.
    private var unsaved: [CallID: Call] = [:]
    private var store = StoreCondition.well

    /// A service over a journal. Call ``start(at:)`` once before anything else.
    /// - Parameters:
    ///   - notifier: Reaches people whose page is closed; nil when nothing does.
    ///   - page: Names the page that the server has; nil when it has none.
    ///   - callsPerMinute: How many calls one person may place; see `Limits`.
    package init(
        journal: any CallJournal, people: any PeopleDirectory, timers: CallTimers, version: String,
        page: String? = nil, notifier: (any CalleeNotifier)? = nil,
        callsPerMinute: Int = Limits.callsPerMinute, logger: Logger
    ) {
        self.journal = journal
        self.people = people
        self.timers = timers
        self.version = version
        self.page = page
        self.notifier = notifier
        self.logger = logger
        registry = CallRegistry(timers: timers)
        limits = PeopleLimits(callsPerMinute: callsPerMinute)
    }

    /// Takes up the calls that a former process left, and their deadlines.
    package func start(at now: Timestamp) throws {
        for call in try journal.load() { decide(.restored(call), at: now) }
        finish(at: now)
    }

    /// Decides a batch, saves it, and lets everybody hear. Time that has passed comes first.
    package func process(_ inputs: [ServiceInput], at now: Timestamp) {
        while let deadline = registry.nextDeadline(), deadline.at <= now {
            decide(.deadlinePassed(deadline), at: now)
        }
        for sender in dropped.takeDue(at: now) { answerDropped(sender, at: now) }
        for input in inputs { take(input, at: now) }
        finish(at: now)
        for input in inputs { input.sender?.link.handled() }
    }

    /// When ``process(_:at:)`` must be called even if nothing comes; nil when there is no need.
    package func nextWake() -> Timestamp? {
        let saving: Timestamp? =
            switch store {
            case .well: timeline.dueAt
            case .ill(_, let retryAt): retryAt
            }
        return [registry.nextDeadline()?.at, dropped.dueAt, presence.dueAt, saving].compactMap(\.self).min()
    }

    /// Why calls cannot be saved at the moment; nil when nothing is known against it.
    package var storeFault: StoreFault? { store.fault }

    private func take(_ input: ServiceInput, at now: Timestamp) {
        switch input {
        case .opened(let device): open(device, at: now)
        case .received(let signal, let bytes, let sender):
            receive(Message(signal: signal, bytes: bytes, sender: sender), at: now)
        case .faulted(let fault, let sender, let isFatal):
            guard connections[sender.connection] != nil else { return }
            refuse(fault, sender, at: now)
            if isFatal { perform(.closeAfterViolation(sender), at: now) }
        case .dropped(let sender): drop(sender, at: now)
        case .fellSilent(let connection): fallSilent(connection, at: now)
        case .spokeAgain(let connection): speakAgain(connection, at: now)
        case .closed(let connection): close(connection, at: now)
        case .signedOut(let ended): signOut(ended, at: now)
        case .accountClosed(let user):
            decide(.accountClosed(user), at: now)
        case .notified(let call, let isTaken): decide(.notified(call, isTaken: isTaken), at: now)
        case .declined(let call, let user, let answer): answer(decline(call, by: user, at: now))
        case .perform(let work): work(self)
        }
    }

    // MARK: Deciding

    /// A message about a call, as it came.
    struct Message {
        let signal: IncomingSignal
        let bytes: ByteBuffer
        let sender: MessageSender
    }

    /// What of a socket a decision answers.
    enum Cause {
        case opened(Connection)
        case message(Message)
    }

    /// Something that is to be heard, in its order.
    enum Step {
        case decision(CallDecision, CallInput, Cause?)
        case refusal(SignalFault, MessageSender, CallDelivery?)
        case answerToDropped(MessageSender, CallDelivery)
        case close(any DeviceLink, LinkClosing)
        case closeAfterViolation(MessageSender)
    }

    func decide(_ input: CallInput, _ cause: Cause? = nil, at now: Timestamp) {
        let decision = registry.handle(input, at: now)
        if case .message(let message)? = cause {
            countCandidates(message, decision)
            countCall(decision, at: now)
        }
        if decision.saving == .none, waiting.isEmpty {
            note(decision, cause, at: now)
            deliver(decision, cause, at: now)
        } else {
            waiting.append(.decision(decision, input, cause))
        }
    }

    /// Lets something be heard that is no decision about a call, behind what was decided before it.
    func perform(_ step: Step, at now: Timestamp) {
        if waiting.isEmpty { deliver(step, at: now) } else { waiting.append(step) }
    }

    // MARK: Saving

    private func finish(at now: Timestamp) {
        if case .ill(_, let retryAt) = store, retryAt <= now { tryAgain(at: now) }
        if !waiting.isEmpty { saveAndDeliver(at: now) }
        if case .well = store, let due = timeline.dueAt, due <= now { saveTimeline(at: now) }
        if let due = presence.dueAt, due <= now { tellPresence(at: now) }
    }

    private func saveAndDeliver(at now: Timestamp) {
        let steps = waiting
        waiting.removeAll(keepingCapacity: true)
        let lines = timeline.lines.count
        var changed: [CallID: Call] = unsaved
        for case .decision(let decision, _, let cause) in steps {
            note(decision, cause, at: now)
            if decision.saving != .none, let call = decision.after { changed[call.id] = call }
        }
        guard commit(changed, at: now) else {
            timeline.removeLast(timeline.lines.count - lines)
            for case .decision(let decision, _, _) in steps.reversed() { registry.putBack(decision) }
            for step in steps { decideAgain(step, at: now) }
            return
        }
        for step in steps { deliver(step, at: now) }
    }

    /// Decides without the store: only what need not be saved takes effect, and endings.
    private func decideAgain(_ step: Step, at now: Timestamp) {
        switch step {
        case .decision(_, let input, let cause): decideAgain(input, cause, at: now)
        // What was so when the batch was decided was put back.
        case .refusal(let fault, let sender, _): refuse(fault, sender, at: now)
        case .answerToDropped(let sender, _): answerDropped(sender, at: now)
        case .close, .closeAfterViolation: deliver(step, at: now)
        }
    }

    private func decideAgain(_ input: CallInput, _ cause: Cause?, at now: Timestamp) {
        let decision = registry.handle(input, at: now)
        switch decision.saving {
        case .required:
            registry.putBack(decision)
            if decision.before == nil, let call = decision.after { limits.takenBack(call) }
            if case .message(let message)? = cause {
                let code = store.fault == nil ? SignalErrorCode.internalError : .cannotSave
                refuse(fault(code, message.signal), message.sender, at: now)
            }
            return
        case .wanted:
            if let call = decision.after { unsaved[call.id] = call }
        case .none: break
        }
        note(decision, cause, at: now)
        deliver(decision, cause, at: now)
        timeline.postpone(until: now.advanced(by: Self.retryInterval))
    }

    func saveTimeline(at now: Timestamp) {
        if !commit(unsaved, at: now) { timeline.postpone(until: now.advanced(by: Self.retryInterval)) }
    }

    /// Finds out whether a store that was ill is well again, and makes good what was missed meanwhile.
    private func tryAgain(at now: Timestamp) {
        do {
            try journal.probe()
            try save(unsaved)
            store = .well
            logger.notice("The store can save again")
        } catch let fault as StoreFault {
            fell(ill: fault, at: now)
        } catch {
            // The store itself is well, as the probe shows.
            store = .well
            tell(unsaveable: error)
        }
    }

    /// - Returns: Is everything saved that there is?
    private func commit(_ calls: [CallID: Call], at now: Timestamp) -> Bool {
        guard case .well = store else { return false }
        do {
            try save(calls)
            return true
        } catch let fault as StoreFault {
            fell(ill: fault, at: now)
        } catch {
            tell(unsaveable: error)
        }
        return false
    }

    private func save(_ calls: [CallID: Call]) throws {
        try journal.commit(Array(calls.values), timeline.lines)
        timeline.clear()
        unsaved.removeAll()
    }

    private func fell(ill fault: StoreFault, at now: Timestamp) {
        counts.failedCommits += 1
        if store.fault != fault {
            logger.error("The store cannot save", metadata: ["error": "\(fault.message)"])
        }
        let retryAt = now.advanced(by: Self.retryInterval)
        store = .ill(fault, retryAt: retryAt)
        timeline.postpone(until: retryAt)
    }

    private func tell(unsaveable error: any Error) {
        counts.failedCommits += 1
        logger.error("Saving calls failed", metadata: ["error": "\(error)"])
    }

    private func note(_ decision: CallDecision, _ cause: Cause?, at now: Timestamp) {
        guard let entry = decision.entry, let call = decision.after, cause?.soundReport == nil else { return }
        timeline.add(entry, to: call, at: now)
    }
}

extension ServiceInput {
    /// Who waits for room to send more; nil for what is no message.
    var sender: MessageSender? {
        switch self {
        case .received(_, _, let sender), .faulted(_, let sender, _), .dropped(let sender): sender
        case .opened, .fellSilent, .spokeAgain, .closed, .signedOut, .accountClosed, .notified, .declined,
            .perform:
            nil
        }
    }
}
