import NIOCore

/// One upgraded connection as its task sees it.
struct WebSocketConnection: Sendable {
    let channel: any Channel
    let session: any WebSocketSession
    let inbox: WebSocketInbox
    let outbox: WebSocketOutbox

    /// Serves the session until the TCP connection is gone, so that the server's own end includes it.
    func run() async {
        await withTaskCancellationHandler {
            await self.session.opened(self.outbox)
            while true {
                switch await self.inbox.next() {
                case .text(let text):
                    await self.session.received(text)
                case .violation(let violation):
                    await self.session.violated(violation)
                    guard !violation.isSurvivable else { continue }
                    self.channel.triggerUserOutboundEvent(WebSocketOrder.explained, promise: nil)
                case .closed(let reason):
                    await self.session.closed(reason)
                    // It never fails: a channel that closes for an error is closed all the same.
                    try? await self.channel.closeFuture.get()
                    return
                }
            }
        } onCancel: {
            self.channel.close(promise: nil)
        }
    }
}
