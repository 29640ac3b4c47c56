import RateLimits

/// What the server demands of an SDP (RFC 8866). It reads lines and prefixes and never parses more:
/// the browsers at both ends are the ones who understand it.
enum SDPCheck {
    /// Has the text exactly one media section, for audio, and a SHA-256 fingerprint (RFC 8122 section 5),
    /// without which the media would not be authenticated?
    static func isAcceptable(_ sdp: UnsafeRawBufferPointer) -> Bool {
        guard sdp.count <= Limits.sdpBytes else { return false }
        var audioSections = 0
        var hasFingerprint = false
        var line = 0
        while line < sdp.count {
            if has("m=audio ", sdp, at: line) {
                audioSections += 1
            } else if has("m=", sdp, at: line) {
                return false
            } else if has("a=fingerprint:sha-256 ", sdp, at: line) {
                hasFingerprint = true
            }
            line = endOfLine(sdp, from: line) + 1
        }
        return audioSections == 1 && hasFingerprint
    }

    private static func has(_ prefix: StaticString, _ sdp: UnsafeRawBufferPointer, at line: Int) -> Bool {
        let prefix = UnsafeRawBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        guard line + prefix.count <= sdp.count else { return false }
        for offset in 0..<prefix.count where sdp[line + offset] != prefix[offset] { return false }
        return true
    }

    /// A line ends with a line feed, a carriage return, or both; a line between the two is empty.
    private static func endOfLine(_ sdp: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        while true {
            position = JSONText.endOfPlainRun(sdp, from: position)
            if position == sdp.count || sdp[position] == 0x0A || sdp[position] == 0x0D { return position }
            position += 1
        }
    }
}
