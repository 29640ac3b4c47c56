import ArgumentParser
import Configuration

/// The options of a relay that Duet runs or configures.
struct RelayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the relay comes from: none; external, a TURN server named with --ice; managed, Duet runs the installed coturn. (default: external if --ice names one, else none)",
            valueName: "choice"))
    var relay: String?

    @Option(
        help: ArgumentHelp(
            "How browsers reach a managed relay: a name or an address. (default: the host of the public URL)",
            valueName: "host"))
    var relayHost: String?

    @Option(help: ArgumentHelp("Its port, UDP and TCP. (default: 3478)", valueName: "port"))
    var relayPort: Int?

    @Option(help: ArgumentHelp("Its port for TLS. (default: 5349)", valueName: "port"))
    var relayTLSPort: Int?

    @Option(
        help: ArgumentHelp(
            "Its certificate with its chain, PEM; with it there is TLS. (default: that of https)",
            valueName: "file"))
    var relayCertificate: String?

    @Option(help: ArgumentHelp("The certificate's key, PEM.", valueName: "file"))
    var relayKey: String?

    @Option(
        help: ArgumentHelp(
            "The IPv4 address of this machine that is relayed. (default: the one that the host stands for, or else that of the way out)",
            valueName: "address"))
    var relayAddress: String?

    @Option(
        help: ArgumentHelp(
            "What the internet knows that address as, behind a NAT. (default: what the host stands for)",
            valueName: "address"))
    var relayPublicAddress: String?

    @Option(help: ArgumentHelp("The UDP ports that are relayed. (default: 49152-65535)", valueName: "ports"))
    var relayPorts: String?

    @Flag(
        help:
            "People who are in one private network with the relay can use it, which then carries into that network."
    )
    var relayLAN = false

    /// What was given.
    var values: [SettingsKey: ConfigValue] {
        var values: [SettingsKey: ConfigValue] = [:]
        values.set(.relay, relay)
        values.set(.relayHost, relayHost)
        values.set(.relayPort, relayPort)
        values.set(.relayTLSPort, relayTLSPort)
        values.set(.relayCertificate, relayCertificate)
        values.set(.relayKey, relayKey)
        values.set(.relayAddress, relayAddress)
        values.set(.relayPublicAddress, relayPublicAddress)
        values.set(.relayPorts, relayPorts)
        values.set(.relayLAN, relayLAN)
        return values
    }
}
