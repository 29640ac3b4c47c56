import ArgumentParser
import Signaling

struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: "Print the wire contract and the device machine for the browser (web/src/contract.ts).")

    @Flag(help: "Print the state tables in Markdown instead (docs/states.md).")
    var states = false

    func run() async throws {
        print(states ? StatesPrinter.markdown() : ContractPrinter.typeScript(), terminator: "")
    }
}
