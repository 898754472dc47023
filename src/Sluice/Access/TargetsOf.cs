namespace Sluice.Access;

/// <summary>How a rule finds the targets of a message that names several.</summary>
/// <typeparam name="TMessage">The bound message.</typeparam>
/// <param name="Parameter">The request's field that names them.</param>
/// <param name="Kind">What it names, for the routes' page.</param>
/// <param name="Ids">Reads the field.</param>
/// <param name="Find">Finds the targets of ids; an unknown id is missing in the result.</param>
internal sealed record TargetsOf<TMessage>(
    string Parameter,
    string Kind,
    Func<TMessage, IReadOnlyList<string>> Ids,
    Func<IAccessContext, IReadOnlyList<string>, ValueTask<Dictionary<string, Target>>> Find
);
