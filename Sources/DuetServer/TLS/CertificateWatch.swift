import CallCore
import Calls
import Foundation
import Logging
import ServiceLifecycle

/// Takes a renewed certificate into use while the server runs: when its files have changed, and when it is told to.
struct CertificateWatch: Service {
    static let interval: Duration = .seconds(5)

    let certificates: CertificateStore
    let clock: any WallClock
    let logger: Logger

    func run() async throws {
        await rounds(every: Self.interval, by: clock) { tell(certificates.look()) }
    }

    /// Reads the files now, whether they have changed or not.
    func read() { tell(certificates.read()) }

    private func tell(_ change: CertificateStore.Change?) {
        switch change {
        case nil:
            break
        case .renewed(let expires):
            let level: Logger.Level = expires < Date(clock.now) ? .warning : .notice
            logger.log(
                level: level, "Another certificate is in use",
                metadata: ["expires": "\(expires.formatted(.iso8601))"])
        case .refused(let fault):
            logger.error(
                "The certificate's files have changed and cannot be used; the certificate before stays",
                metadata: ["error": "\(fault)"])
        }
    }
}

extension Date {
    fileprivate init(_ moment: Timestamp) {
        self.init(timeIntervalSince1970: TimeInterval(moment.milliseconds) / 1000)
    }
}
