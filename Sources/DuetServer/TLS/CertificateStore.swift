import Foundation
import NIOSSL
import Synchronization
import TLSFiles

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
        var watch: TLSFilesWatch
    }

    private let files: TLSFiles
    private let state: Mutex<State>

    /// Reads the files.
    package init(_ files: TLSFiles) throws(TLSFault) {
        self.files = files
        let watch = TLSFilesWatch(files)
        state = Mutex(State(material: try TLSMaterial(files), watch: watch))
    }

    /// When the certificate ends.
    package var expires: Date { state.withLock { $0.material.expires } }

    var context: NIOSSLContext { state.withLock { $0.material.context } }

    /// Reads files that have changed.
    func look() -> Change? { state.withLock { $0.watch.look() } ? read() : nil }

    /// Reads the files, whether they have changed or not.
    func read() -> Change {
        let watch = TLSFilesWatch(files)
        do throws(TLSFault) {
            let material = try TLSMaterial(files)
            state.withLock { $0 = State(material: material, watch: watch) }
            return .renewed(expires: material.expires)
        } catch {
            state.withLock { $0.watch = watch }
            return .refused(error)
        }
    }
}
