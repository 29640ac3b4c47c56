import Foundation
import NIOSSL
import Synchronization

/// The certificate that https is served with now. Each new connection is given it; those that are there keep theirs.
package final class CertificateStore: Sendable {
    /// What became of new files.
    enum Change: Sendable, Hashable {
        case renewed(expires: Date)
        /// What was there before is still served.
        case refused(TLSFault)
    }

    private struct State {
        var material: TLSMaterial
        /// The version of the files that was read last, whether it could be used or not.
        var read: TLSFiles.Stamp
        /// The version that was there at the last look.
        var seen: TLSFiles.Stamp
    }

    private let files: TLSFiles
    private let state: Mutex<State>

    /// Reads the files.
    package init(_ files: TLSFiles) throws(TLSFault) {
        let stamp = files.stamp
        self.files = files
        state = Mutex(State(material: try TLSMaterial(files), read: stamp, seen: stamp))
    }

    /// When the certificate ends.
    package var expires: Date { state.withLock { $0.material.expires } }

    var context: NIOSSLContext { state.withLock { $0.material.context } }

    /// Reads files that have changed, as soon as two looks have found the same: whoever renews a certificate writes two
    /// files, one after the other.
    func look() -> Change? {
        let stamp = files.stamp
        let isSettled = state.withLock { state in
            defer { state.seen = stamp }
            return stamp == state.seen && stamp != state.read
        }
        return isSettled ? read() : nil
    }

    /// Reads the files, whether they have changed or not.
    func read() -> Change {
        let stamp = files.stamp
        do throws(TLSFault) {
            let material = try TLSMaterial(files)
            state.withLock { $0 = State(material: material, read: stamp, seen: stamp) }
            return .renewed(expires: material.expires)
        } catch {
            state.withLock { $0.read = stamp }
            return .refused(error)
        }
    }
}
