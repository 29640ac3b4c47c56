import ArgumentParser
import Configuration

/// The options of reaching people whose page is closed.
struct PushOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whether people are told of calls while their page is closed, by the push services of their browsers: on or off. (default: on)",
            valueName: "choice"))
    var push: String?

    @Option(
        help: ArgumentHelp(
            "How push services reach you when something is wrong: mailto:you@example.org, or an https URL. (default: the public URL, if it is https)",
            valueName: "url"))
    var pushContact: String?

    @Flag(
        help:
            "Push services may have private addresses and any port: for one of your own. Then members can make this server ask its own network."
    )
    var pushAllowPrivate = false

    /// What was given.
    var values: [SettingsKey: ConfigValue] {
        var values: [SettingsKey: ConfigValue] = [:]
        values.set(.push, push)
        values.set(.pushContact, pushContact)
        values.set(.pushAllowPrivate, pushAllowPrivate)
        return values
    }
}
