/// What the server demands of an SDP (RFC 8866). It reads lines and prefixes and never parses more:
/// the browsers at both ends are the ones who understand it.
enum SDPCheck {
    /// - Throws: `invalid_sdp` unless the text has exactly one media section, for audio, and carries a
    ///   SHA-256 fingerprint (RFC 8122 section 5), without which the media would not be authenticated.
    static func check(_ sdp: String) throws(SignalFault) {
        guard sdp.utf8.count <= SignalLimits.sdpBytes else { throw SignalFault(.invalidSDP) }
        var audioSections = 0
        var hasFingerprint = false
        for line in sdp.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if line.starts(with: "m=audio ".utf8) {
                audioSections += 1
            } else if line.starts(with: "m=".utf8) {
                throw SignalFault(.invalidSDP)
            } else if line.starts(with: "a=fingerprint:sha-256 ".utf8) {
                hasFingerprint = true
            }
        }
        guard audioSections == 1, hasFingerprint else { throw SignalFault(.invalidSDP) }
    }
}
