extension NameSkeleton {
    /// Something that a name has and another one may be like, for whoever compares many.
    struct Trait: Hashable {
        enum Look: Hashable {
            case read(String), seen(String), strokes(String, hasStroke: Bool)
        }
        enum Marks: Hashable {
            case any, these(String)
        }

        let look: Look
        let marks: Marks
    }

    /// What others look for.
    var traits: [Trait] {
        Self.traits(
            [.read(read), .seen(seen), .strokes(strokes, hasStroke: hasStroke)], [.any, .these(marks)])
    }

    /// What it looks for: it looks like those that have one of these.
    var alike: [Trait] {
        Self.traits(
            [.read(read), .seen(seen), .strokes(strokes, hasStroke: !hasStroke)],
            marks.isEmpty ? [.any] : [.these(marks), .these("")])
    }

    private static func traits(_ looks: [Trait.Look], _ marks: [Trait.Marks]) -> [Trait] {
        looks.flatMap { look in marks.map { Trait(look: look, marks: $0) } }
    }
}
