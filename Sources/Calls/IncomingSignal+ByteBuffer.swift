import NIOCore
import Signaling

extension IncomingSignal {
    /// Reads a message out of a buffer, see `scan(_:)` for bytes.
    package static func scan(_ text: ByteBuffer) throws(SignalFault) -> IncomingSignal {
        let result = text.withUnsafeReadableBytes { bytes -> Result<IncomingSignal, SignalFault> in
            do throws(SignalFault) {
                return .success(try scan(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
