import CallCore

/// Why a message was not understood, with as much of it as could be read.
package struct SignalFault: Error, Hashable, Sendable {
    /// The stable code.
    package let code: SignalErrorCode
    /// The refused message's type, as far as it was understood.
    package var type: String?
    /// The call that the refused message named.
    package var call: CallID?

    /// A fault.
    package init(_ code: SignalErrorCode, type: String? = nil, call: CallID? = nil) {
        self.code = code
        self.type = type
        self.call = call
    }
}
