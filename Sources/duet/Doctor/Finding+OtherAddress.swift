import IceProbe
import NIOCore

extension Finding {
    /// A name works at one of its addresses, and not at this one, which people may be led to as well.
    /// - Parameter sentence: What is wrong there.
    static func otherAddress(
        _ subject: String, _ name: String, _ address: SocketAddress, _ fault: ProbeFault?, _ sentence: String
    ) -> Finding {
        let place = "\(name) stands for \(address.ipAddress ?? "another address"), too"
        if fault == .noWay {
            return .skipped(subject, "\(place), to which this machine has no way. Look from another one.")
        }
        return .weak(
            subject,
            "\(place), where it does not work: \(sentence) Mend that, or take the address out of the DNS.")
    }
}
