import Testing

@testable import IceProbe

/// What an operator reads of a server that does not work.
struct AdviceTests {
    @Test(
        "of a relay that Duet runs nobody is told to change what stands in coturn's configuration",
        arguments: [
            ProbeFault.nameUnknown, .noWay, .noAnswer, .portClosed, .closed, .certificateName,
            .certificateUntrusted, .tlsFailed, .asksNoCredentials, .credentialsRefused, .peerDenied,
            .quotaReached, .refused(400), .nonsense, .packetLost,
        ])
    func managed(fault: ProbeFault) {
        let settingsOfCoturn = [
            "denied-peer-ip", "external-ip", "use-auth-secret", "static-auth-secret", "user-quota",
            "total-quota", "min-port", "max-port", "The URL",
        ]
        let advice = fault.advice(isManaged: true)
        for setting in settingsOfCoturn { #expect(!advice.contains(setting), "\(advice)") }
    }

    @Test("of somebody else's it is")
    func external() {
        #expect(ProbeFault.peerDenied.advice(isManaged: false).contains("denied-peer-ip"))
        #expect(ProbeFault.peerDenied.advice(isManaged: true).contains("coturn never relays to loopback"))
    }
}
