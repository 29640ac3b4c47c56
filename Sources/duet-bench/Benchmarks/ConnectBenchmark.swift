/// Different people who connect as fast as the server takes them, and stay.
struct ConnectBenchmark: Benchmark {
    let people: Int
    let atOnce: Int

    var title: String { "connect, \(people) different people, \(atOnce) at a time" }
    let shortTitle = "connect"
    var seed: Seed { Seed(people: people) }
    let isSaturating = true
    let fitsPeer = true

    func measure(_ server: MeasuredServer) throws -> Measurement {
        try Crowd.with(server) { crowd in
            let meter = try Meter(server)
            try crowd.connect(people, atOnce: atOnce)
            let reading = try meter.read()
            // Presence comes late, so what it costs stands in the CPU and not in the speed.
            try crowd.settle()
            let all = try meter.read()
            let traffic = crowd.traffic
            let count = Double(people)
            return Measurement(
                figures: [
                    Figure(name: "connects a second", value: count / reading.seconds, unit: .perSecond),
                    Figure(
                        name: "server CPU a connect", value: all.server / count, unit: .time),
                    Figure(
                        name: "first message", value: Double(traffic.readyBytes) / count, unit: .traffic),
                    Figure(
                        name: "presence a client", value: Double(traffic.presenceBytes) / count,
                        unit: .traffic),
                    Figure(
                        name: "presence messages a client", value: Double(traffic.presenceMessages) / count,
                        unit: .count),
                ], reading: reading)
        }
    }
}
