import Testing

@testable import duet

struct ProcessorsTests {
    @Test(
        "the processors that a process may run on, as Linux tells them",
        arguments: [
            ("Name:\tduet\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\t1\n", 1),
            ("Cpus_allowed:\tff,ffffffff\n", 40), ("Cpus_allowed:\t00000000,00000000,00000008\n", 1),
            ("Name:\tduet\n", nil), ("", nil), ("Cpus_allowed:\t0\n", nil),
        ] as [(String, Int?)])
    func allowed(status: String, count: Int?) {
        #expect(Processors.allowed(status) == count)
    }

    @Test("there is at least one")
    func atLeastOne() {
        #expect(Processors.count >= 1)
    }
}
