import NIOCore
import Synchronization

/// Counts the connections and turns away those that would be too many.
///
/// In all, because each takes one of the files that the process may have open, and the database and the log need
/// some too. From one network, because nobody may take the places of all others; a WebSocket is not counted there
/// when somebody has signed in before it was accepted.
package final class ConnectionGate: Sendable {
    /// How many there may be.
    package struct Limits: Sendable, Equatable {
        /// All connections, WebSockets among them.
        package var total: Int
        /// Connections of one network that are no WebSockets of somebody who has signed in.
        package var perNetwork: Int

        /// How many there may be.
        package init(total: Int, perNetwork: Int) {
            self.total = total
            self.perNetwork = perNetwork
        }
    }

    fileprivate struct Counts {
        var total = 0
        var perNetwork: [String: Int] = [:]
        /// Of the connections that count for one.
        var networks: [ObjectIdentifier: String] = [:]
    }

    private let limits: Limits
    private let networkOf: @Sendable (String) -> String?
    private let counts = Mutex(Counts())

    /// A gate through which nobody has come yet.
    /// - Parameter networkOf: Names the network of an IP address; nil for one that is not counted.
    package init(limits: Limits, networkOf: @escaping @Sendable (String) -> String?) {
        self.limits = limits
        self.networkOf = networkOf
    }

    /// How many connections there are.
    package var count: Int { counts.withLock(\.total) }

    /// Counts a connection until it is closed.
    /// - Returns: Why it is to be turned away, if it is; then it does not count.
    func enter(_ channel: any Channel) -> UpgradeRefusal? {
        let network = channel.remoteAddress?.ipAddress.flatMap(networkOf)
        let refusal: UpgradeRefusal? = counts.withLock { counts in
            if counts.total >= limits.total { return .tooManyConnections }
            if let network {
                if counts.perNetwork[network, default: 0] >= limits.perNetwork {
                    return .tooManyConnectionsOfOneNetwork
                }
                counts.perNetwork[network, default: 0] += 1
                counts.networks[ObjectIdentifier(channel)] = network
            }
            counts.total += 1
            return nil
        }
        if refusal == nil { channel.closeFuture.whenComplete { _ in self.leave(channel) } }
        return refusal
    }

    /// Does the connection count for a network? One that does not is the machine's own or a proxy's.
    func isStrangers(_ channel: any Channel) -> Bool {
        counts.withLock { $0.networks[ObjectIdentifier(channel)] != nil }
    }

    /// The connection no longer counts for its address.
    func becomesWebSocket(_ channel: any Channel) {
        counts.withLock { $0.forgetNetwork(of: channel) }
    }

    private func leave(_ channel: any Channel) {
        counts.withLock { counts in
            counts.total -= 1
            counts.forgetNetwork(of: channel)
        }
    }
}

extension ConnectionGate.Counts {
    fileprivate mutating func forgetNetwork(of channel: any Channel) {
        guard let network = networks.removeValue(forKey: ObjectIdentifier(channel)) else { return }
        let left = (perNetwork[network] ?? 1) - 1
        perNetwork[network] = left == 0 ? nil : left
    }
}
