namespace Sluice.Access;

/// <summary>The resource that a request acts on: an experiment itself, or something of a tier inside it.</summary>
/// <param name="Type">Kind of the resource that carries grants.</param>
/// <param name="Id">Its id.</param>
/// <param name="Tier">The tier inside it, for a run, trace and so on; null for the resource itself.</param>
internal readonly record struct Target(ResourceType Type, string Id, ResourceType? Tier = null);

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
