/// The two lists of the page, asked for one request after the other over one connection. The list of people is kept by
/// the server while nothing changes, so it is also asked for after an account has changed, each time anew.
struct HTTPBenchmark: Benchmark {
    let people: Int
    let calls: Int
    let requests: Int

    var title: String { "lists, \(people) accounts, \(calls) calls in a person's history" }
    let shortTitle = "lists"
    var seed: Seed { Seed(people: people, callsOfFirstPerson: calls) }
    let isSaturating = false
    let fitsPeer = false

    func measure(_ server: MeasuredServer) throws -> Measurement {
        let connection = try HTTPConnection(port: server.port)
        let meter = try Meter(server)
        var headers = [
            "Host": "127.0.0.1:\(server.port)", "Cookie": server.people[0].cookie, "Accept-Encoding": "gzip",
        ]
        let calls = try series("/api/calls", connection, headers)
        let people = try series("/api/people", connection, headers)
        guard let database = server.database else { throw LoadFailure("The server has no database.") }
        let anew = try series("/api/people", connection, headers) { number in
            try Seed.rename(server.people[1], to: "Renamed Person \(number)", in: database)
        }
        headers["If-None-Match"] = anew.last.headers["etag"]
        let unchanged = try series("/api/people", connection, headers)
        let encoding = people.last.headers["content-encoding"] ?? "not compressed"
        return Measurement(
            figures: [
                Figure(
                    name: "GET /api/people, kept, p50", value: people.latencies.percentile(50), unit: .time),
                Figure(
                    name: "GET /api/people, made anew, p50", value: anew.latencies.percentile(50),
                    unit: .time),
                Figure(
                    name: "GET /api/people, \(encoding)", value: Double(people.last.count), unit: .traffic),
                Figure(
                    name: "GET /api/people again, p50 (\(unchanged.last.status))",
                    value: unchanged.latencies.percentile(50), unit: .time),
                Figure(
                    name: "GET /api/calls, p50", value: calls.latencies.percentile(50), unit: .time),
            ], reading: try meter.read())
    }

    /// - Parameter change: Done before each request, and not measured.
    private func series(
        _ path: String, _ connection: HTTPConnection, _ headers: [String: String],
        after change: (Int) throws -> Void = { _ in }
    ) throws -> (latencies: Latencies, last: HTTPConnection.Response) {
        // The first request finds nothing in any cache, and is not counted.
        var last = try connection.get(path, headers: headers)
        var latencies = Latencies()
        for number in 0..<requests {
            try change(number)
            let start = Moment.now
            last = try connection.get(path, headers: headers)
            latencies.record(from: start, to: .now)
            guard [200, 304].contains(last.status) else {
                throw LoadFailure("GET \(path) was answered with \(last.status).")
            }
        }
        return (latencies, last)
    }
}
