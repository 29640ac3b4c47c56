import ArgumentParser
import CallCore
import Foundation
import Histogram
import NIOPosix

/// `duet bench calls`: whole signalling flows between pairs of devices.
struct CallsBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "Calls a second and the delay of signals, over real sockets.",
        discussion: """
            Each pair places one call after the other: initiate, accept, offer, answer, four candidates \
            each way, end. The delay of a signal is the time from the sender's write to the receiver's \
            read, in this process; the server runs in another.
            """)

    @Option(help: "How many pairs of people call at once.")
    var pairs = 100

    @Option(help: "Signals a second that all pairs send together; 0 is as fast as the limits allow.")
    var rate = 1_000

    @Option(help: "How many calls each pair places.")
    var calls = 20

    func validate() throws {
        guard (1...2_000).contains(pairs) else { throw ValidationError("--pairs must be from 1 to 2000.") }
        guard (1...10_000).contains(calls) else { throw ValidationError("--calls must be from 1 to 10000.") }
        let highest = pairs * CallFlow.signals * 2
        guard (0...highest).contains(rate) else {
            throw ValidationError(
                "--rate must be from 0 to \(highest) with \(pairs) pairs: the server takes 20 messages a second from each person. Take more --pairs."
            )
        }
    }

    func run() async throws {
        try await reportingFailures {
            try OpenFiles.allow(pairs * 2 + 100)
            let (pairs, calls) = (pairs, calls)
            let pause: Duration =
                rate == 0 ? .zero : .seconds(1) * (Double(pairs * CallFlow.signals) / Double(rate))
            let (delays, seconds) = try await BenchServer.with(people: pairs * 2) { server in
                var flows: [CallFlow] = []
                for number in 0..<pairs {
                    let group = MultiThreadedEventLoopGroup.singleton
                    flows.append(
                        CallFlow(
                            caller: try await .connect(server.people[2 * number], to: server, on: group),
                            callee: try await .connect(server.people[2 * number + 1], to: server, on: group)))
                }
                let start = ContinuousClock.now
                let delays = try await withThrowingTaskGroup(of: [Duration].self) { group in
                    for (number, flow) in flows.enumerated() {
                        // Pairs start one after the other, so that the load is even.
                        let first = start + pause * (Double(number) / Double(pairs))
                        group.addTask { try await flow.run(calls: calls, pause: pause, from: first) }
                    }
                    var all: [Duration] = []
                    for try await some in group { all += some }
                    return all
                }
                return (delays, Double((ContinuousClock.now - start).milliseconds) / 1000)
            }
            report(delays, seconds: seconds)
        }
    }

    private func report(_ delays: [Duration], seconds: Double) {
        var histogram = Histogram<UInt64>(
            highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three)
        for delay in delays {
            let microseconds = UInt64(max(0, delay / .microseconds(1)))
            histogram.record(min(microseconds, 60_000_000))
        }
        let total = pairs * calls
        func number(_ value: Double, _ digits: Int) -> String {
            value.formatted(.number.grouping(.never).precision(.fractionLength(digits)))
        }
        func milliseconds(_ percentile: Double) -> String {
            number(Double(histogram.valueAtPercentile(percentile)) / 1000, 3) + " ms"
        }
        print("calls               \(total) by \(pairs) pairs in \(number(seconds, 1)) s")
        print("calls a second      \(number(Double(total) / seconds, 1))")
        print("signals a second    \(number(Double(total * CallFlow.signals) / seconds, 0))")
        print("delivery p50        \(milliseconds(50))")
        print("delivery p99        \(milliseconds(99))")
        print("delivery worst      \(number(Double(histogram.max) / 1000, 3)) ms")
    }
}
