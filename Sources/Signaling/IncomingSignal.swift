import CallCore
import RateLimits

/// A message from a device: its envelope, and what it says.
///
/// A value of its own that holds on to none of the bytes it was read from. Where those are passed on, the position
/// of the call's id tells what to write into them when the other side knows the call by another name.
package struct IncomingSignal: Hashable, Sendable {
    /// Whom the sender claims to be; nil when the text can be nobody's id. Not to be trusted before it was compared
    /// with the session.
    package let from: UserID?
    /// Whom it is for.
    package let to: Addressee
    /// What it says.
    package let message: ClientMessage
    /// The bytes between the quotes of the call's id; empty when the message names no call.
    package let callIDRange: Range<Int>
    /// Are those bytes the id's own spelling, in lower case and without escapes? A receiver may rely on it.
    package let callIDIsCanonical: Bool

    /// Reads one text message in one pass over its bytes, which must be valid UTF-8.
    /// - Throws: `SignalFault` with the code that names what is wrong with it, and as much of the message as was
    ///   understood.
    package static func scan(_ bytes: UnsafeRawBufferPointer) throws(SignalFault) -> IncomingSignal {
        guard bytes.count <= Limits.frameBytes else { throw SignalFault(.frameTooLarge) }
        let json: JSONDocument
        do {
            json = try JSONScanner.scan(bytes)
        } catch {
            throw SignalFault(error.code)
        }
        return try SignalReader(json).signal()
    }

    /// The message for the other side, which knows the call by this id.
    /// - Parameter bytes: Those that the signal was read from.
    /// - Returns: nil when those bytes will do as they are.
    package func respelled(_ bytes: UnsafeRawBufferPointer, as id: CallID) -> [UInt8]? {
        if callIDIsCanonical, message.call == id { return nil }
        return Self.respelled(bytes, range: callIDRange, as: id)
    }

    /// The bytes with another id in place of the call's, and everything else as it was.
    package static func respelled(
        _ bytes: UnsafeRawBufferPointer, range: Range<Int>, as id: CallID
    ) -> [UInt8] {
        var respelled: [UInt8] = []
        respelled.reserveCapacity(bytes.count + 36)
        respelled.append(contentsOf: bytes[..<range.lowerBound])
        respelled.append(contentsOf: id.description.utf8)
        respelled.append(contentsOf: bytes[range.upperBound...])
        return respelled
    }
}
