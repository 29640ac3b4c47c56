import NIOCore
import Synchronization

/// One of something for each event loop, made when it is first asked for.
package final class PerEventLoop<Value: Sendable>: Sendable {
    private let values = Mutex<[ObjectIdentifier: Value]>([:])
    private let make: @Sendable (any EventLoop) -> Value

    package init(_ make: @escaping @Sendable (any EventLoop) -> Value) {
        self.make = make
    }

    package subscript(_ eventLoop: any EventLoop) -> Value {
        self.values.withLock { values in
            let key = ObjectIdentifier(eventLoop)
            if let value = values[key] { return value }
            let value = self.make(eventLoop)
            values[key] = value
            return value
        }
    }
}
