import CallCore
import Logging
import Signaling

/// Who is connected, which calls exist, and what each signal does to them.
///
/// Every function of the actor runs from its start to its end without an `await`: a call is read,
/// decided by its machine, saved, and its effects performed, before the next signal is looked at. So
/// the order in which people hear of things is the order in which they were decided.
///
/// The Switchboard never waits for a socket: each has a bounded outbox of its own.
package actor Switchboard {
    private let executor = SerialQueueExecutor(label: "duet.switchboard")
    private let store: any CallStore
    private let people: any PeopleDirectory
    private let clock: any WallClock
    private let timers: CallTimers
    private let version: String
    private let logger: Logger

    private var devices = DeviceTable()
    private var connections = 0
    private var wakes: [Deadline: Wake] = [:]
    private var counts = SwitchboardStatistics()

    /// The actor's own thread, see `SerialQueueExecutor`.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A Switchboard over a store.
    package init(
        store: any CallStore, people: any PeopleDirectory, clock: any WallClock, timers: CallTimers,
        version: String, logger: Logger
    ) {
        self.store = store
        self.people = people
        self.clock = clock
        self.timers = timers
        self.version = version
        self.logger = logger
    }

    /// Takes up the calls that a former process left and their deadlines. To be called once, before
    /// the first device connects.
    package func start() throws {
        for call in try store.unended() {
            let entry = entry(TimelineEntry.Kind.restarted)
            try apply(.serverRestarted, to: call.id, entry: entry)
        }
    }

    /// What was counted since the start.
    package var statistics: SwitchboardStatistics {
        var statistics = counts
        statistics.connectedDevices = devices.all.count
        statistics.onlinePeople = devices.onlineUsers.count
        return statistics
    }

    /// Who is online.
    package var onlineUsers: [UserID] { devices.onlineUsers }
}

// MARK: - Devices come and go

extension Switchboard {
    /// A device has opened its socket. It hears `session:ready` first.
    ///
    /// - Parameters:
    ///   - party: Who, and at which device. An older socket of the same device is closed with 4001.
    ///   - session: The signed-in session that opened it.
    ///   - link: The socket.
    /// - Throws: When the person is unknown or the store fails; nothing was registered then.
    package func connect(_ party: Party, session: String, link: any DeviceLink) throws -> Connection {
        guard let user = try people.entry(for: party.user), !user.isDisabled else {
            throw SignalFault(.unknownUser)
        }
        let now = clock.now
        connections += 1
        let connection = Connection(party: party, number: connections)
        let wasOnline = devices.isOnline(party.user)
        let device = DeviceTable.Device(
            connection: connection, link: link, session: session, rate: .forSignals(at: now),
            offences: .forOffences(at: now))
        devices.insert(device, at: now)?.link.close(.replaced)

        var pending: (Call, [CallEffect])?
        if let current = try store.current(of: party.user) {
            let entry = entry(TimelineEntry.Kind.connected, party: party)
            pending = try store.update(current.id, entry: entry) { call in
                call.handle(.deviceConnected(party), at: now, timers: timers)
            }
        }
        let snapshot = pending?.0.snapshotOnConnect(for: party, at: now, timers: timers)
        send(
            .ready(
                SessionReady(
                    device: party.device, user: user.person, call: payload(snapshot), timers: timers,
                    online: devices.onlineUsers, version: version)),
            to: party)
        if let (call, effects) = pending { perform(effects, of: call) }
        if !wasOnline { broadcastPresence(of: party.user) }
        return connection
    }

    /// A socket is gone. Says nothing about the call's audio; the other side is told.
    package func disconnect(_ connection: Connection) {
        guard devices.remove(connection) else { return }
        let party = connection.party
        do {
            if let current = try store.current(of: party.user) {
                let entry = entry(TimelineEntry.Kind.disconnected, party: party)
                try apply(.deviceDisconnected(party), to: current.id, entry: entry)
            }
        } catch {
            logger.error("Noting a lost socket failed", metadata: ["error": "\(error)"])
        }
        if !devices.isOnline(party.user) { broadcastPresence(of: party.user) }
    }

    /// Closes the sockets that these sessions opened: signed out, password changed, disabled.
    package func closeSockets(where sessionEnded: (String) -> Bool) {
        for device in devices.all where sessionEnded(device.session) { device.link.close(.signedOut) }
    }

    /// The sessions that have a socket open.
    package var openSessions: Set<String> { Set(devices.all.map(\.session)) }

    private func broadcastPresence(of user: UserID) {
        let message = ServerMessage.presence(user, online: devices.isOnline(user))
        for device in devices.all { send(message, to: device.connection.party) }
    }
}

// MARK: - Signals

extension Switchboard {
    /// A text message has arrived on a socket. Whatever is wrong with it is told to its sender and to
    /// nobody else.
    package func receive(_ text: String, on connection: Connection) {
        guard devices[connection] != nil else { return }
        let now = clock.now
        guard devices.takeToken(connection, at: now) else {
            return refuse(SignalFault(.rateLimited), on: connection, at: now)
        }
        do {
            let signal = try IncomingSignal.decode(text)
            guard signal.from == connection.party.user.description else {
                throw SignalFault(
                    .forgedSender, type: signal.message.type.rawValue, call: signal.message.call)
            }
            counts.signals[signal.message.type, default: 0] += 1
            try handle(signal, on: connection, at: now)
        } catch let fault as SignalFault {
            refuse(fault, on: connection, at: now)
        } catch {
            logger.error("Handling a signal failed", metadata: ["error": "\(error)"])
            refuse(SignalFault(.internalError), on: connection, at: now)
        }
    }

    /// A frame has arrived that is no text message at all.
    package func receiveFaulty(_ code: SignalErrorCode, on connection: Connection) {
        guard devices[connection] != nil else { return }
        refuse(SignalFault(code), on: connection, at: clock.now)
    }

    private func handle(_ signal: IncomingSignal, on connection: Connection, at now: Timestamp) throws {
        let party = connection.party
        switch signal.message {
        case .ping(let sentAt):
            try demand(signal.to == UserID.serverName, .wrongRecipient, signal)
            send(.pong(sentAt: sentAt), to: party)
        case .report(let report):
            try demand(signal.to == UserID.serverName, .wrongRecipient, signal)
            try note(report, from: party, signal)
        case .initiate(let call):
            try initiate(call, signal, from: party, at: now)
        case .accept(let call):
            try pass(.acceptReceived(from: party), call, signal, party)
        case .reject(let call, let reason):
            try pass(
                .rejectReceived(from: party, reason: reason), call, signal, party, detail: reason.rawValue)
        case .end(let call, let reason):
            try pass(.endReceived(from: party, reason: reason), call, signal, party, detail: reason.rawValue)
        case .offer(let call, _):
            devices[connection]?.candidates = 0
            try pass(.offerReceived(from: party), call, signal, party)
        case .answer(let call, _):
            devices[connection]?.candidates = 0
            try pass(.answerReceived(from: party), call, signal, party)
        case .candidate(let call, _):
            let sent = (devices[connection]?.candidates ?? 0) + 1
            devices[connection]?.candidates = sent
            try demand(sent <= SignalLimits.candidatesPerNegotiation, .tooManyCandidates, signal)
            try passCandidate(call, signal, party, at: now)
        }
    }

    private func initiate(
        _ id: CallID, _ signal: IncomingSignal, from party: Party, at now: Timestamp
    ) throws {
        guard let callee = UserID(signal.to), let entry = try people.entry(for: callee) else {
            throw fault(.unknownUser, signal)
        }
        try demand(!entry.isDisabled, .userDisabled, signal)
        let initiation = Initiation(id: id, caller: party, callee: callee)
        let line = self.entry(signal.message.type.rawValue, party: party)
        let decision = try store.begin(initiation, entry: line) { situation in
            initiation.decide(situation, at: now, timers: timers)
        }
        if let call = try decision.call ?? store.call(id) ?? store.current(of: party.user) {
            perform(decision.effects, of: call, cause: (signal, party))
        } else if case .refuse(let refusal)? = decision.effects.first {
            throw fault(SignalErrorCode(refusal), signal)
        }
    }

    /// Hands a signal about a known call to the call's machine.
    private func pass(
        _ event: CallEvent, _ id: CallID, _ signal: IncomingSignal, _ party: Party, detail: String? = nil
    ) throws {
        try demandPeer(of: id, signal, party)
        let entry = entry(signal.message.type.rawValue, party: party, detail: detail)
        try apply(event, to: id, entry: entry, cause: (signal, party))
    }

    /// Candidates are many and change nothing, so they are decided on a copy and not noted.
    private func passCandidate(
        _ id: CallID, _ signal: IncomingSignal, _ party: Party, at now: Timestamp
    ) throws {
        var call = try demandPeer(of: id, signal, party)
        let effects = call.handle(.candidateReceived(from: party), at: now, timers: timers)
        perform(effects, of: call, cause: (signal, party))
    }

    @discardableResult
    private func demandPeer(of id: CallID, _ signal: IncomingSignal, _ party: Party) throws -> Call {
        guard let call = try store.call(id) else { throw fault(.unknownCall, signal) }
        try demand(call.involves(party.user), .notYourCall, signal)
        try demand(signal.to == call.peer(of: party.user).description, .wrongRecipient, signal)
        return call
    }

    private func note(_ report: MediaReport, from party: Party, _ signal: IncomingSignal) throws {
        guard let call = try store.call(report.call) else { throw fault(.unknownCall, signal) }
        try demand(call.involves(party.user), .notYourCall, signal)
        let entry = entry(signal.message.type.rawValue, party: party, detail: report.summary)
        _ = try store.update(report.call, entry: entry) { _ in [] }
    }

    private func demand(
        _ condition: Bool, _ code: SignalErrorCode, _ signal: IncomingSignal
    ) throws(SignalFault) {
        guard condition else { throw fault(code, signal) }
    }

    private func fault(_ code: SignalErrorCode, _ signal: IncomingSignal) -> SignalFault {
        SignalFault(code, type: signal.message.type.rawValue, call: signal.message.call)
    }

    /// Tells the sender, and closes the socket of one that does not stop.
    private func refuse(_ fault: SignalFault, on connection: Connection, at now: Timestamp) {
        counts.refusals[fault.code, default: 0] += 1
        logger.debug(
            "Refused a message",
            metadata: ["code": "\(fault.code.rawValue)", "call_id": "\(fault.call?.description ?? "-")"])
        send(.error(fault), to: connection.party)
        if devices[connection]?.offences.take(at: now) == false {
            devices[connection]?.link.close(.abuse)
        }
    }
}

// MARK: - Calls

extension Switchboard {
    /// The message that an event came from, and who sent it.
    private typealias Cause = (signal: IncomingSignal, party: Party)

    /// Lets the machine decide, saves, and performs what it ordered. Save before send.
    private func apply(
        _ event: CallEvent, to id: CallID, entry: TimelineEntry, cause: Cause? = nil
    ) throws {
        let now = clock.now
        let result = try store.update(id, entry: entry) { call in
            call.handle(event, at: now, timers: timers)
        }
        guard let (call, effects) = result else { return }
        perform(effects, of: call, cause: cause)
    }

    private func deadlinePassed(_ deadline: Deadline) {
        guard wakes.removeValue(forKey: deadline) != nil else { return }
        do {
            let entry = entry(TimelineEntry.Kind.deadline, detail: deadline.kind.rawValue)
            try apply(.deadlinePassed(deadline), to: deadline.call, entry: entry)
        } catch {
            // The store fails at the moment. The call must not ring for ever, so try again.
            logger.error(
                "A deadline could not be handled",
                metadata: ["call_id": "\(deadline.call)", "error": "\(error)"])
            setWake(deadline, at: clock.now.advanced(by: .seconds(1)))
        }
    }

    private func setWake(_ deadline: Deadline, at moment: Timestamp) {
        wakes[deadline]?.cancel()
        wakes[deadline] = clock.wake(at: moment) { [weak self] in
            await self?.deadlinePassed(deadline)
        }
    }

    private func perform(_ effects: [CallEffect], of call: Call, cause: Cause? = nil) {
        for effect in effects {
            switch effect {
            case .send(let signal, let sender, let recipients):
                for party in parties(recipients) {
                    send(message(signal, of: call), from: sender, to: party)
                }
            case .relay(let party):
                guard let cause, let message = cause.signal.message.relayed(as: call.id) else { continue }
                send(message, from: .person(cause.party.user), to: party)
            case .updateSnapshots:
                for user in [call.caller.user, call.callee] {
                    for device in devices.devices(of: user) {
                        sendSnapshot(of: call, to: device.connection.party)
                    }
                }
                if case .ended(let ended) = call.state { noteEnd(of: call, ended) }
            case .sendSnapshot(let party):
                sendSnapshot(of: call, to: party)
            case .refuse(let refusal):
                guard let cause, let device = devices[cause.party] else { continue }
                refuse(
                    fault(SignalErrorCode(refusal), cause.signal), on: device.connection, at: clock.now)
            case .setDeadline(let deadline):
                setWake(deadline, at: deadline.at)
            case .cancelDeadline(let deadline):
                wakes.removeValue(forKey: deadline)?.cancel()
            }
        }
    }

    private func noteEnd(of call: Call, _ ended: Call.Ended) {
        counts.endings[ended.reason, default: 0] += 1
        logger.info(
            "Call ended", metadata: ["call_id": "\(call.id)", "reason": "\(ended.reason.rawValue)"])
    }

    private func parties(_ recipients: Recipients) -> [Party] {
        switch recipients {
        case .device(let party): [party]
        case .everyDevice(let user): devices.devices(of: user).map(\.connection.party)
        case .otherDevices(let party):
            devices.devices(of: party.user).map(\.connection.party).filter { $0 != party }
        }
    }

    private func message(_ signal: CallSignal, of call: Call) -> ServerMessage {
        switch signal {
        case .incoming(let expiresAt):
            .incoming(call.id, caller: person(call.caller.user), expiresAt: expiresAt)
        case .accept: .accept(call.id)
        case .reject(let reason): .reject(call.id, reason)
        case .end(let reason): .end(call.id, reason)
        }
    }

    private func sendSnapshot(of call: Call, to party: Party) {
        send(.call(payload(call.snapshot(for: party))), to: party)
    }

    private func payload(_ snapshot: CallSnapshot?) -> SnapshotPayload? {
        snapshot.map { SnapshotPayload($0, peer: person($0.peer)) }
    }

    /// A person's names. Somebody whose entry cannot be read now is shown by their id: a call must not
    /// fail for want of a name.
    private func person(_ user: UserID) -> Person {
        do {
            if let entry = try people.entry(for: user) { return entry.person }
        } catch {
            logger.error("Reading a person failed", metadata: ["error": "\(error)"])
        }
        return Person(id: user, username: user.description, name: user.description)
    }

    private func send(_ message: ServerMessage, from sender: SignalSender = .server, to party: Party) {
        guard let device = devices[party] else { return }
        do {
            device.link.send(try OutgoingSignal(from: sender, to: party.user, message).encoded())
        } catch {
            logger.error("Encoding a message failed", metadata: ["type": "\(message.type.rawValue)"])
        }
    }

    private func entry(_ kind: String, party: Party? = nil, detail: String? = nil) -> TimelineEntry {
        TimelineEntry(at: clock.now, kind: kind, party: party, detail: detail)
    }
}
