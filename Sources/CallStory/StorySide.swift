/// Whose doing a line of a call's story is. A person's devices are counted in the order in which the story names them.
package enum StorySide: Hashable, Sendable {
    /// Who called, at one of their devices.
    case caller(device: Int)
    /// Who was called, at one of their devices.
    case callee(device: Int)
    /// The server's own.
    case server

    /// The number of the device; nil for the server, which is none.
    package var device: Int? {
        switch self {
        case .caller(let device), .callee(let device): device
        case .server: nil
        }
    }
}
