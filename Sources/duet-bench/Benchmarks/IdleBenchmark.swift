/// What a socket costs that only waits.
struct IdleBenchmark: Benchmark {
    /// What the first connections bring into memory for good is not the price of a socket.
    private static let first = 200

    let people: Int

    var title: String { "idle, \(people) sockets of different people" }
    let shortTitle = "idle"
    var seed: Seed { Seed(people: people + Self.first) }
    let isSaturating = false
    let fitsPeer = true

    func measure(_ server: MeasuredServer) throws -> Measurement {
        try Crowd.with(server) { crowd in
            try crowd.connect(Self.first)
            try crowd.settle()
            let before = try ProcessUsage.residentBytes(of: server.processID)
            try crowd.connect(people)
            try crowd.settle()
            let meter = try Meter(server)
            try crowd.run(seconds: 2)
            let reading = try meter.read()
            let after = try ProcessUsage.residentBytes(of: server.processID)
            return Measurement(
                figures: [
                    Figure(
                        name: "resident memory a socket", value: Double(after - before) / Double(people),
                        unit: .memory),
                    Figure(name: "resident memory in all", value: Double(after), unit: .memory),
                    Figure(
                        name: "of a core while idle", value: reading.server / reading.seconds, unit: .percent),
                ], reading: reading)
        }
    }
}
