namespace Sluice.Access;

/// <summary>How a rule finds the target of a message: the very value that the handler uses.</summary>
/// <typeparam name="TMessage">The bound message.</typeparam>
/// <param name="Parameter">The request's field that names the target.</param>
/// <param name="Kind">What it names, for the routes' page, e.g. <c>run</c>.</param>
/// <param name="Id">Reads the field; null or empty when it is missing.</param>
/// <param name="Find">Finds the target of an id and keeps the row that it read; null when there is none.</param>
internal sealed record TargetOf<TMessage>(
    string Parameter,
    string Kind,
    Func<TMessage, string?> Id,
    Func<IAccessContext, string, ValueTask<Target?>> Find
);
