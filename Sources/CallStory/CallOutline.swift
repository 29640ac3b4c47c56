import CallCore

/// A call from outside: who called whom, and where it stands. What is to be said of it as a whole is said here.
package struct CallOutline: Hashable, Sendable {
    package let call: Call
    /// The names that the two sign in with.
    package let caller: String
    package let callee: String

    package init(call: Call, caller: String, callee: String) {
        self.call = call
        self.caller = caller
        self.callee = callee
    }

    /// The name of one of the two; nil for nobody.
    func name(of user: UserID?) -> String? {
        switch user {
        case call.caller.user: caller
        case call.callee: callee
        default: nil
        }
    }

    /// Whose doing a line is, as the operator reads it: `alice/1` is Alice at the first of her devices.
    package func who(_ side: StorySide) -> String {
        switch side {
        case .caller(let device): "\(caller)/\(device)"
        case .callee(let device): "\(callee)/\(device)"
        case .server: "server"
        }
    }

    /// The word for a side in JSON.
    package static func role(_ side: StorySide) -> String {
        switch side {
        case .caller: "caller"
        case .callee: "callee"
        case .server: "server"
        }
    }
}
