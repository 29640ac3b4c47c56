import ArgumentParser
import Contract

/// The command `duet-contract`: what is printed from Swift for the page and the documents. Not shipped.
@main
struct DuetContract: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duet-contract",
        abstract: "Print the wire contract and the device machine for the browser (web/src/contract.ts).")

    @Flag(help: "Print the state tables in Markdown instead (docs/states.md).")
    var states = false

    func run() {
        print(states ? StatesPrinter.markdown() : ContractPrinter.typeScript(), terminator: "")
    }
}
