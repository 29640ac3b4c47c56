import CallCore

/// What can be written as a JSON value. Doubles cannot: JSON has no word for those that are not finite.
protocol JSONWritable {
    func write(to json: inout JSONWriter)
}

/// What is written as an object.
protocol JSONObjectWritable: JSONWritable {
    func writeMembers(to json: inout JSONWriter)
}

extension JSONObjectWritable {
    func write(to json: inout JSONWriter) {
        json.object(writeMembers)
    }
}

extension String: JSONWritable {
    func write(to json: inout JSONWriter) { json.string(self) }
}

extension Int: JSONWritable {
    func write(to json: inout JSONWriter) { json.literal(String(self)) }
}

extension Int64: JSONWritable {
    func write(to json: inout JSONWriter) { json.literal(String(self)) }
}

extension Bool: JSONWritable {
    func write(to json: inout JSONWriter) { json.literal(self ? "true" : "false") }
}

extension JSONNumber: JSONWritable {
    func write(to json: inout JSONWriter) { json.literal(description) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.literal("null") }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.array { json in
            for element in self { element.write(to: &json) }
        }
    }
}

extension CallID: JSONWritable {
    func write(to json: inout JSONWriter) { json.string(description) }
}

extension DeviceID: JSONWritable {
    func write(to json: inout JSONWriter) { json.string(description) }
}

extension UserID: JSONWritable {
    func write(to json: inout JSONWriter) { json.string(description) }
}

extension Timestamp: JSONWritable {
    func write(to json: inout JSONWriter) { json.string(wireText) }
}
