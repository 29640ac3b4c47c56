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
    /// How long to wait before something is tried again that the store could not do.
    static let retryInterval: Duration = .seconds(1)

    private let executor = SerialQueueExecutor(label: "duet.switchboard")
    let store: any CallStore
    let people: any PeopleDirectory
    let clock: any WallClock
    let timers: CallTimers
    let version: String
    let logger: Logger

    var devices = DeviceTable()
    var connections = 0
    var wakes: [Deadline: Wake] = [:]
    var counts = SwitchboardStatistics()

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
