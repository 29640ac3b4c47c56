import CallCore
import Logging
import Signaling

/// Devices come and go.
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
