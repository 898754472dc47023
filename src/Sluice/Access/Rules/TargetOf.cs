using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>How a rule finds what a message names: by the very value that the handler uses.</summary>
/// <typeparam name="TMessage">The message, or what it names (<c>INamesRun</c>).</typeparam>
/// <typeparam name="TRow">The row that is read, and handed to the handler.</typeparam>
/// <param name="Parameter">The request's field that names the target.</param>
/// <param name="Kind">What it names, for the routes' page, e.g. <c>run</c>.</param>
/// <param name="Name">Reads the field; null or empty when it is missing.</param>
/// <param name="FindAsync">Finds what a name stands for; null when there is none.</param>
/// <param name="Unknown">What is answered to whoever may know that there is none of this name.</param>
internal sealed record TargetOf<TMessage, TRow>(
    string Parameter,
    string Kind,
    Func<TMessage, string?> Name,
    Func<string, CancellationToken, ValueTask<FoundTarget<TRow>?>> FindAsync,
    Func<string?, Exception> Unknown
)
    where TRow : class
{
    /// <summary>
    /// Finds the resource alone, where the row is dear to read: it is read for who may have it, and who may not waits no longer for his
    /// refusal than for that of an unknown name. Null where the row costs no more.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<Target?>>? PlaceAsync { get; init; }
}

/// <summary>How a rule finds what a message names, where it names several of a kind.</summary>
/// <typeparam name="TMessage">The message, or what it names.</typeparam>
/// <param name="Parameter">The request's field that names them.</param>
/// <param name="Kind">What it names, for the routes' page.</param>
/// <param name="Names">Reads the field.</param>
/// <param name="FindAsync">Finds what the names stand for; an unknown one is missing in the result.</param>
internal sealed record TargetsOf<TMessage>(
    string Parameter,
    string Kind,
    Func<TMessage, IReadOnlyList<string>> Names,
    Func<IReadOnlyList<string>, CancellationToken, ValueTask<Dictionary<string, Target>>> FindAsync
);

/// <summary>What a name stands for: the resource that carries the grants, and the row itself.</summary>
internal readonly record struct FoundTarget<TRow>(Target Target, TRow Row);

/// <summary>What a message names, as the rule read it for the handler.</summary>
/// <param name="found">The row, or null where there is none.</param>
/// <param name="name">The name in the request.</param>
/// <param name="unknown">Makes the fault that says that there is none.</param>
internal readonly struct Named<TRow>(TRow? found, string? name, Func<string?, Exception> unknown)
    where TRow : class
{
    /// <summary>The row.</summary>
    /// <exception cref="Exception">There is none, and the caller may know it.</exception>
    public TRow Row => found ?? throw Unknown;

    /// <summary>The fault that says that there is none of this name.</summary>
    public Exception Unknown => unknown(name);
}
