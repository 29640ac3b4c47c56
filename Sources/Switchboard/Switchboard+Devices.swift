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
    /// - Throws: When the person is unknown, has too many devices, or the store fails; nothing was
    ///   registered then.
    package func connect(_ party: Party, session: String, link: any DeviceLink) throws -> Connection {
        guard let user = try people.entry(for: party.user), !user.isDisabled else {
            throw SignalFault(.unknownUser)
        }
        guard devices.hasRoom(for: party) else {
            link.close(.tooManyDevices)
            throw SignalFault(.rateLimited)
        }
        let now = clock.now
        // The store first: if it fails, nothing has changed here.
        let current = try store.current(of: party.user)
        let update = try current.flatMap { current in
            try store.update(current.id) { call in
                CallChange(
                    &call, .deviceConnected(party), at: now, timers: timers,
                    entry: entry(TimelineEntry.Kind.connected, party: party))
            }
        }

        connections += 1
        let connection = Connection(party: party, number: connections)
        let wasOnline = devices.isOnline(party.user)
        let device = DeviceTable.Device(
            connection: connection, link: link, session: session, rate: .forSignals(at: now))
        devices.insert(device, of: user.person)?.link.close(.replaced)
        let snapshot = update?.call.snapshotOnConnect(for: party, at: now, timers: timers)
        send(
            .ready(
                SessionReady(
                    device: party.device, user: user.person, call: payload(snapshot), timers: timers,
                    online: devices.onlineUsers, version: version)),
            to: party)
        if let update { perform(update.change, of: update.call) }
        if !wasOnline { broadcastPresence(of: party.user) }
        return connection
    }

    /// A socket is gone. Says nothing about the call's audio; the other side is told.
    package func disconnect(_ connection: Connection) {
        guard devices.remove(connection) else { return }
        noteGone(connection.party)
        if !devices.isOnline(connection.party.user) { broadcastPresence(of: connection.party.user) }
    }

    /// Tells the person's call. When the store fails it is tried again: a call that believes in devices
    /// which are gone would hold both people for ever.
    private func noteGone(_ party: Party) {
        guard devices[party] == nil else { return }
        do {
            guard let current = try store.current(of: party.user) else { return }
            try apply(
                .deviceDisconnected(party), to: current.id,
                entry: entry(TimelineEntry.Kind.disconnected, party: party))
        } catch {
            logger.error("Noting a lost socket failed", metadata: ["error": "\(error)"])
            _ = clock.wake(at: clock.now.advanced(by: Self.retryInterval)) { [weak self] in
                await self?.noteGone(party)
            }
        }
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
