import ArgumentParser

/// How long is measured.
struct TimeOptions: ParsableArguments {
    @Option(help: "Seconds of load that are measured.")
    var seconds = 5

    @Option(help: "Seconds of load before that.")
    var warmUp = 2

    func validate() throws {
        guard (1...3600).contains(seconds) else { throw ValidationError("--seconds must be from 1 to 3600.") }
        guard (0...3600).contains(warmUp) else { throw ValidationError("--warm-up must be from 0 to 3600.") }
    }

    var time: MeasuringTime {
        MeasuringTime(warmUp: warmUp, measured: seconds)
    }
}
