import CallCore
import Foundation
import Signaling
import Testing

/// Moments on the wire, against Foundation's calendar.
struct TimestampTests {
    /// From 1970-01-01 to the last millisecond of 9999.
    private static let moments: ClosedRange<Int64> = 0...253_402_300_799_999

    private static func foundationText(_ milliseconds: Int64) -> String {
        // The formatter cuts, and a double seldom holds a whole millisecond: its middle is safe.
        Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000).formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    @Test(
        "moments are written in ISO 8601, in UTC and with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (1_709_164_800_007, "2024-02-29T00:00:00.007Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ])
    func examples(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).wireText == text)
        #expect(Timestamp(wireText: text) == Timestamp(milliseconds: milliseconds))
    }

    @Test("random moments are written as Foundation writes them, and read back")
    func random() {
        var generator = SeededGenerator(state: Effort.seed)
        for _ in 0..<Effort.rounds(5_000, deep: 500_000) {
            let moment = Timestamp(milliseconds: Int64.random(in: Self.moments, using: &generator))
            guard moment.wireText == Self.foundationText(moment.milliseconds),
                Timestamp(wireText: moment.wireText) == moment
            else {
                Issue.record("\(moment.milliseconds), seed \(Effort.seed)")
                return
            }
        }
    }

    @Test("the days around every turn of February are written as Foundation writes them")
    func leapDays() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for year in stride(from: 1970, through: 9999, by: 1) where year % 4 == 0 || year % 100 == 1 {
            let start = try #require(
                calendar.date(from: DateComponents(year: year, month: 2, day: 27, hour: 23, minute: 59)))
            for day in 0..<4 {
                let moment = Timestamp(
                    milliseconds: Int64(start.timeIntervalSince1970) * 1000 + Int64(day) * 86_400_000)
                #expect(moment.wireText == Self.foundationText(moment.milliseconds))
            }
        }
    }

    @Test("moments beyond all years are written too")
    func extremes() {
        #expect(Timestamp(milliseconds: .max).wireText.hasPrefix("292278994-08-17T"))
        #expect(Timestamp(milliseconds: .min).wireText.hasPrefix("-292275055-05-16T"))
    }

    @Test(
        "what is not of this form is not read",
        arguments: [
            "", "yesterday", "2026-11-23", "2026-11-23T09:30:00Z", "2026-11-23T09:30:00.00Z",
            "2026-11-23T09:30:00.0000Z", "2026-11-23T09:30:00.000", "2026-11-23T09:30:00.000+00:00",
            "2026-11-23 09:30:00.000Z", "2026-11-23t09:30:00.000z", "2026-13-01T00:00:00.000Z",
            "2026-00-01T00:00:00.000Z", "2026-04-31T00:00:00.000Z", "2026-02-29T00:00:00.000Z",
            "2100-02-29T00:00:00.000Z", "2026-01-00T00:00:00.000Z", "2026-01-32T00:00:00.000Z",
            "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:60.000Z",
            "-026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.00éZ", " 2026-01-01T00:00:00.000Z",
            "２026-01-01T00:00:00.000Z",
        ])
    func notMoments(text: String) {
        #expect(Timestamp(wireText: text) == nil)
    }
}
