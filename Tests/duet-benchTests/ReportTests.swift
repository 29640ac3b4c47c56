import Testing

@testable import duet_bench

@Suite struct ReportTests {
    private let duet = Target.duet(executable: "duet")
    private let peer = Target.peer(script: "peer")

    @Test("The table shows medians, and what the first is in units of the second")
    func table() {
        let comparison = Comparison(
            title: "relay", isSaturating: true,
            rounds: [
                (
                    duet,
                    [measurement(60_000, 12.5e-6), measurement(90_000, 9e-6), measurement(70_000, 11.5e-6)]
                ),
                (peer, [measurement(48_000, 20.5e-6), measurement(50_000, 22.5e-6)]),
            ])
        var table = Table(targets: [duet, peer])
        table.add(comparison, prefix: "relay: ")
        #expect(
            table.text == """
                |                   | Duet    | Node ws | ratio  |
                |-------------------|---------|---------|--------|
                | relay: signals    | 70,000  | 49,000  | × 1.43 |
                | relay: server CPU | 11.5 µs | 21.5 µs | × 0.53 |
                """)
        #expect(comparison.remarks.isEmpty)
    }

    @Test("A benchmark that does not fit the yardstick leaves its cell empty")
    func oneProgram() {
        var table = Table(targets: [duet, peer])
        table.add(
            Comparison(title: "lists", isSaturating: false, rounds: [(duet, [measurement(1, 5.25e-6)])]))
        #expect(table.text.hasSuffix("| server CPU | 5.25 µs | –       | –     |"))
    }

    @Test("Figures that cannot be believed are remarked on")
    func remarks() {
        let reading = Meter.Reading(seconds: 2, server: 1.6, load: 1.9, elsewhere: 0.2)
        let measurement = Measurement(figures: [], reading: reading, isHeldBack: true)
        #expect(
            Comparison.remarks([measurement], isSaturating: true) == [
                "the server used only 80 % of its core", "the load generator used 95 % of its core",
                "other programs used 10 % of a core",
                "the limits of the protocol held the load back; take more --pairs",
            ])
        #expect(Comparison.remarks([measurement], isSaturating: false).count == 3)
    }

    @Test(
        "A figure has three digits that count",
        arguments: [
            (48_712.4, Figure.Unit.perSecond, "48,712"), (0.000_020_54, .time, "20.5 µs"),
            (0.001_234, .time, "1.23 ms"), (8 * 1024, .memory, "8 KiB"),
            (0.953, .percent, "95.3 %"),
            (337_000, .traffic, "337 kB"), (565, .traffic, "565 B"),
            (96_760 * 1024, .memory, "94.5 MiB"),
        ])
    func figure(value: Double, unit: Figure.Unit, text: String) {
        #expect(Figure(name: "", value: value, unit: unit).text() == text)
    }

    private func measurement(_ signals: Double, _ cpu: Double) -> Measurement {
        Measurement(
            figures: [
                Figure(name: "signals", value: signals, unit: .perSecond),
                Figure(name: "server CPU", value: cpu, unit: .time),
            ], reading: Meter.Reading(seconds: 5, server: 5, load: 3, elsewhere: 0))
    }
}
