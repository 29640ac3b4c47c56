import Calls
import ServiceLifecycle
import WebSocketUpgrade

/// Ends the deciding thread when the server goes down. Services go down in the reverse order, and this is the first of
/// them: the server has told every socket by then, and what their ends mean to calls is still decided. A server that is
/// cancelled tells nobody; then the sockets are closed here.
struct CallThreadService: Service {
    let calls: CallThread
    let sockets: OpenSockets

    func run() async throws {
        await withTaskCancellationHandler {
            // Ends early, with an error, where the service is cancelled instead.
            try? await gracefulShutdown()
            await sockets.allClosed()
        } onCancel: {
            sockets.closeAll()
        }
        await calls.stop()
    }
}
