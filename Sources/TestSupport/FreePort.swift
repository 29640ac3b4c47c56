import NIOCore
import NIOPosix
import Synchronization

/// A port of this machine that is free for TCP and UDP, and of which the system gives nobody one by itself; no other call
/// in this process returns it.
package func freePort() throws -> Int {
    let group = MultiThreadedEventLoopGroup.singleton
    while true {
        let port = Int.random(in: 20_000..<32_000)
        guard given.withLock({ $0.insert(port).inserted }) else { continue }
        guard let tcp = try? ServerBootstrap(group: group).bind(host: "0.0.0.0", port: port).wait() else {
            continue
        }
        let udp = try? DatagramBootstrap(group: group).bind(host: "0.0.0.0", port: port).wait()
        try tcp.close().wait()
        guard let udp else { continue }
        try udp.close().wait()
        return port
    }
}

private let given = Mutex<Set<Int>>([])
