/// Whole calls between pairs of people.
struct CallsBenchmark: Benchmark {
    let pairs: Int
    let atOnce: Int
    let time: MeasuringTime

    var title: String { "whole calls by \(pairs) pairs, \(atOnce) at a time" }
    let shortTitle = "whole calls"
    var seed: Seed { Seed(people: 2 * pairs) }
    let isSaturating = true
    let fitsPeer = false

    func measure(_ server: MeasuredServer) throws -> Measurement {
        try Crowd.with(server) { crowd in
            try crowd.connect(server.people.count)
            try crowd.settle()
            let load = CallsLoad(crowd, atOnce: atOnce)
            crowd.load = load
            try crowd.run(seconds: Double(time.warmUp))
            let meter = try Meter(server)
            load.result = CallsLoad.Result()
            try crowd.run(seconds: Double(time.measured))
            let (result, reading) = (load.result, try meter.read())
            guard result.calls > 0 else { throw LoadFailure("No call came to its end.") }
            let calls = Double(result.calls)
            return Measurement(
                figures: [
                    Figure(name: "calls a second", value: calls / reading.seconds, unit: .perSecond),
                    Figure(name: "server CPU a call", value: reading.server / calls, unit: .time),
                    Figure(
                        name: "p50 of a call", value: result.durations.percentile(50), unit: .time),
                    Figure(
                        name: "p99 of a call", value: result.durations.percentile(99), unit: .time),
                ], reading: reading, isHeldBack: result.isHeldBack)
        }
    }
}
