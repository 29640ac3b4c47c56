import ServiceLifecycle
import UnixSignals

/// Has certificates read again when the process is told to by SIGHUP, which would end it otherwise.
struct HangUpWatch: Service {
    let readings: [@Sendable () -> Void]

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                for read in readings { read() }
            }
        }
    }
}
