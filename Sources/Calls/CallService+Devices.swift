import CallCore
import Logging
import Signaling

/// Devices come and go.
extension CallService {
    func open(_ opened: OpenedDevice, at now: Timestamp) {
        let (connection, endpoint) = (opened.connection, opened.connection.endpoint)
        guard connections.hasRoom(for: endpoint) else { return opened.link.close(.tooManyDevices) }
        let device = ConnectionRegistry.Device(
            connection: connection, link: opened.link, session: opened.session)
        connections.insert(device, of: opened.person)?.link.close(.replaced)
        absent[endpoint] = nil
        presence.set(endpoint.user, online: true, at: now)
        decide(.connected(endpoint), .opened(connection), at: now)
    }

    /// A socket is gone. Says nothing about the call's audio; the other side is told.
    func close(_ connection: Connection, at now: Timestamp) {
        guard let device = connections.remove(connection) else { return }
        // Of those before it only as many stay as there are calls.
        absent = absent.filter { registry.isInCall($0.key) }
        if registry.isInCall(connection.endpoint) { absent[connection.endpoint] = device.session }
        guard device.life != .silent else { return }
        leave(connection.endpoint, at: now)
    }

    /// The page behind a socket does not run: nobody is there who could be rung. It hears nothing until it speaks again,
    /// and then how things are, as after a loss.
    func fallSilent(_ connection: Connection, at now: Timestamp) {
        guard connections.setLife(.silent, of: connection) else { return }
        leave(connection.endpoint, at: now)
    }

    func speakAgain(_ connection: Connection, at now: Timestamp) {
        guard connections.setLife(.waitingForReady, of: connection) else { return }
        presence.set(connection.endpoint.user, online: true, at: now)
        decide(.connected(connection.endpoint), .opened(connection), at: now)
    }

    private func leave(_ endpoint: Endpoint, at now: Timestamp) {
        if !connections.isOnline(endpoint.user) { presence.set(endpoint.user, online: false, at: now) }
        decide(.disconnected(endpoint), at: now)
    }

    /// These sessions are no more: signed out, password changed, disabled. Their calls end, also where the device has no
    /// socket at the moment, and their sockets are closed.
    func signOut(_ ended: Set<String>, at now: Timestamp) {
        for (endpoint, session) in absent where ended.contains(session) {
            decide(.signedOut(endpoint), at: now)
        }
        for device in Array(connections.all) where ended.contains(device.session) {
            decide(.signedOut(device.connection.endpoint), at: now)
            perform(.close(device.link, .signedOut), at: now)
        }
    }

    /// Somebody can be called no more, or again: everybody asks for the list of people.
    func peopleChanged(at now: Timestamp) { presence.listChanged(at: now) }

    /// The sessions that have a socket open, or a device in a call.
    var openSessions: Set<String> { Set(connections.all.map(\.session)).union(absent.values) }

    /// The people at whom a call rings. They need no session for that.
    var peopleRung: Set<UserID> {
        Set(
            registry.unended.compactMap { call in
                if case .ringing = call.state { call.callee } else { nil }
            })
    }

    /// The sessions that have a device in a call.
    var sessionsInCall: Set<String> {
        let connected = connections.all.lazy.map { ($0.connection.endpoint, $0.session) }
        let absent = absent.lazy.map { ($0.key, $0.value) }
        var sessions: Set<String> = []
        for (endpoint, session) in connected where registry.isInCall(endpoint) { sessions.insert(session) }
        for (endpoint, session) in absent where registry.isInCall(endpoint) { sessions.insert(session) }
        return sessions
    }

    /// Who is online, as everybody has been told.
    package var presenceList: PresenceList { presence.told }

    /// The number of the last message that told who is online.
    package var presenceSequence: Int { presence.sequence }

    /// What was counted since the start.
    package var statistics: CallStatistics {
        var statistics = counts
        statistics.connectedDevices = connections.count
        statistics.onlinePeople = presence.online.count
        statistics.isStoreWritable = storeFault == nil
        return statistics
    }

    /// Tells a person's devices that something of theirs has changed.
    func tell(_ change: PersonalChange, to user: UserID) {
        let message = bytes(OutgoingSignal(from: .server, to: user, .changed(change)))
        for link in connections.hearingLinks(of: user) { link.send(message) }
    }

    /// Tells everybody who came and went, in one message that is made once.
    func tellPresence(at now: Timestamp) {
        guard let change = presence.take(at: now) else { return }
        let message = bytes(OutgoingSignal(toEverybody: change))
        for device in connections.all where device.life != .silent { device.link.send(message) }
    }
}
