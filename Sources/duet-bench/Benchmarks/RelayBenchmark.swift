/// Candidates and session descriptions between pairs of people in calls.
struct RelayBenchmark: Benchmark {
    let pairs: Int
    let mode: RelayLoad.Mode
    let time: MeasuringTime

    var title: String {
        switch mode {
        case .rate(let rate): "relay, \(rate) signals/s by \(pairs) pairs"
        case .saturated(let inFlight): "relay, saturated by \(pairs) pairs with \(inFlight) signals in flight"
        }
    }

    var shortTitle: String {
        switch mode {
        case .rate(let rate): "relay at \(rate)/s"
        case .saturated: "relay, saturated"
        }
    }

    var seed: Seed { Seed(people: 2 * pairs) }
    let fitsPeer = true

    var isSaturating: Bool {
        switch mode {
        case .rate: false
        case .saturated: true
        }
    }

    func measure(_ server: MeasuredServer) throws -> Measurement {
        try Crowd.with(server) { crowd in
            try crowd.connect(server.people.count)
            let callIDs = try CallSetup.run(crowd)
            try crowd.settle()
            let load = RelayLoad(crowd, callIDs: callIDs, mode: mode)
            crowd.load = load
            try crowd.run(seconds: Double(time.warmUp))
            let meter = try Meter(server)
            load.result = RelayLoad.Result()
            try crowd.run(seconds: Double(time.measured))
            let (result, reading) = (load.result, try meter.read())
            guard result.delivered > 0 else { throw LoadFailure("No signal was delivered.") }
            return Measurement(
                figures: figures(result, reading), reading: reading, isHeldBack: result.isHeldBack)
        }
    }

    private func figures(_ result: RelayLoad.Result, _ reading: Meter.Reading) -> [Figure] {
        let delivered = Double(result.delivered)
        return [
            Figure(name: "signals a second", value: delivered / reading.seconds, unit: .perSecond),
            Figure(name: "server CPU a signal", value: reading.server / delivered, unit: .time),
            Figure(name: "p50", value: result.latencies.percentile(50), unit: .time),
            Figure(name: "p99", value: result.latencies.percentile(99), unit: .time),
            Figure(name: "worst", value: result.latencies.worst, unit: .time),
        ]
    }
}
