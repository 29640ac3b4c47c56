import ArgumentParser
import Testing

@testable import duet_bench

@Suite struct ProgramTests {
    @Test(
        "Lists of cores are read",
        arguments: [("0-1", [0, 1]), ("3", [3]), ("0-2,5,7-8\n", [0, 1, 2, 5, 7, 8]), ("", [])])
    func cores(list: String, cores: [Int]) {
        #expect(Pinning.cores(list) == cores)
    }

    @Test("CPU time is read behind a name that has brackets and spaces")
    func processTime() throws {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 9 9 20 0 3 0 100 1000 10"
        // Linux tells user space a hundred ticks a second, whatever the kernel's own clock does.
        #expect(try ProcessUsage.cpu(stat: stat) == 3)
    }

    @Test("A device may send what the protocol allows, at once and for ever")
    func allowance() {
        let start = Moment(nanoseconds: 1_000_000_000)
        var allowance = Allowance(at: start)
        var sent = 0
        while allowance.take(1, at: start) { sent += 1 }
        #expect((100...120).contains(sent))
        for second in 1...60 {
            while allowance.take(1, at: start + Double(second)) { sent += 1 }
        }
        #expect((1_200...1_320).contains(sent))
    }

    @Test("The first moment in is the first out")
    func moments() {
        var queue = MomentQueue()
        #expect(queue.popFirst() == nil)
        for number in [1, 2, 3] as [UInt64] { queue.append(Moment(nanoseconds: number)) }
        #expect(queue.popFirst() == Moment(nanoseconds: 1))
        queue.append(Moment(nanoseconds: 4))
        #expect([queue.popFirst(), queue.popFirst(), queue.popFirst()].map { $0?.nanoseconds } == [2, 3, 4])
        #expect(queue.popFirst() == nil)
    }

    @Test(
        "A wrong command line is refused",
        arguments: [
            ["relay", "--rate", "0"], ["relay", "--rate", "20000"], ["relay", "--pairs", "0"],
            ["relay", "--saturate", "--in-flight", "0"], ["calls", "--pairs", "10", "--at-once", "11"],
            ["connect", "--people", "0"], ["idle", "--people", "1"], ["http", "--requests", "0"],
            ["table", "--rounds", "0"], ["relay", "--seconds", "0"],
        ])
    func refused(arguments: [String]) {
        #expect(throws: (any Error).self) { try DuetBench.parseAsRoot(arguments) }
    }

    @Test(
        "A right one is not",
        arguments: [
            ["relay"], ["relay", "--saturate", "--peer", "--rounds", "3"], ["relay", "--rate", "15000"],
            ["table", "--no-pin", "--server", "duet"],
        ])
    func accepted(arguments: [String]) throws {
        _ = try DuetBench.parseAsRoot(arguments)
    }
}
