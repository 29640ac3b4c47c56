import IceProbe
import NIOCore
import Testing

@testable import duet

/// What `duet doctor` prints.
struct FindingTests {
    @Test("levels, subjects and sentences stand below each other, and a long subject keeps its distance")
    func lines() {
        #expect(Finding.fine("page", "It is there.").line == "ok    page            It is there.")
        #expect(Finding.weak("clock", "It goes wrong.").line == "warn  clock           It goes wrong.")
        #expect(Finding.faulty("public address", "It fails.").line == "FAIL  public address  It fails.")
        #expect(Finding.skipped("quite a long subject", "No.").line == "skip  quite a long subject  No.")
    }

    @Test("an address of no use is a warning, and one to which there is no way from here is nobody's fault")
    func otherAddress() throws {
        let address = try SocketAddress(ipAddress: "192.0.2.7", port: 443)
        func finding(_ fault: ProbeFault) -> Finding {
            .otherAddress("STUN", "talk.example.org", address, fault, fault.advice)
        }
        #expect(finding(.portClosed).level == .weak)
        #expect(finding(.portClosed).sentence.hasPrefix("talk.example.org stands for 192.0.2.7, too, where"))
        #expect(finding(.noWay).level == .skipped)
    }
}
