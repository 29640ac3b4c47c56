import Foundation

/// A system call that failed, with what the system says about it.
struct SystemFailure: Error, CustomStringConvertible {
    let description: String

    /// About the call that has just failed.
    init(_ call: String, code: Int32 = errno) {
        description = "\(call): \(String(cString: strerror(code)))."
    }
}
