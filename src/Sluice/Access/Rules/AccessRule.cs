using Sluice.Access.Grants;
using Sluice.Identity;

namespace Sluice.Access.Rules;

/// <summary>
/// Who may call an endpoint. A rule is data: it is printed into the routes' page and tested as a matrix. Rules are stated with the words
/// of <see cref="Require"/>, and combine with those of <see cref="CombinedRules"/>.
/// </summary>
/// <typeparam name="TMessage">The bound message that rule and handler share, or what it names (<c>INamesRun</c>).</typeparam>
internal interface IAccessRule<in TMessage>
{
    /// <summary>The rule in words.</summary>
    string Description { get; }

    /// <summary>Whether nobody needs to sign in.</summary>
    bool IsPublic => false;

    /// <summary>Judges a request.</summary>
    /// <exception cref="MissingTargetException">The message doesn't name the resource.</exception>
    ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message);
}

/// <summary>A rule that reads rows of what the message names; the handler of its route gets them.</summary>
/// <typeparam name="TMessage">The message, or what it names.</typeparam>
/// <typeparam name="TRows">The rows: a <see cref="Named{TRow}"/>, or several of them as a tuple.</typeparam>
internal interface IAccessRule<in TMessage, TRows> : IAccessRule<TMessage>
{
    /// <summary>Judges a request, and gives the rows that were read for it.</summary>
    /// <exception cref="MissingTargetException">The message doesn't name the resource.</exception>
    ValueTask<Judged<TRows>> JudgeAsync(IAccessContext context, TMessage message);

    async ValueTask<Decision> IAccessRule<TMessage>.DecideAsync(IAccessContext context, TMessage message) =>
        (await JudgeAsync(context, message)).Decision;
}

/// <summary>A decision with the rows that were read for it.</summary>
internal readonly record struct Judged<TRows>(Decision Decision, TRows Rows);

/// <summary>A rule that reads no rows, in the form of one that does.</summary>
internal sealed class RowlessRule<TMessage>(IAccessRule<TMessage> rule) : IAccessRule<TMessage, NoRows>
{
    /// <inheritdoc/>
    public string Description => rule.Description;

    /// <inheritdoc/>
    public bool IsPublic => rule.IsPublic;

    /// <inheritdoc/>
    public async ValueTask<Judged<NoRows>> JudgeAsync(IAccessContext context, TMessage message) =>
        new(await rule.DecideAsync(context, message), default);
}

/// <summary>The rows of a rule that reads none.</summary>
internal readonly record struct NoRows;

/// <summary>What a rule knows of the request that it judges.</summary>
internal interface IAccessContext
{
    /// <summary>Who asks.</summary>
    Principal Principal { get; }

    /// <summary>Fires when the caller has gone.</summary>
    CancellationToken Cancelled { get; }

    /// <summary>What the caller may do.</summary>
    ValueTask<EffectivePermissions> PermissionsAsync();
}

/// <summary>A rule can't be judged because the request doesn't name the resource.</summary>
internal sealed class MissingTargetException(string parameter) : Exception($"the request names no {parameter}")
{
    /// <summary>The request's field that is missing.</summary>
    public string Parameter { get; } = parameter;
}
