using Sluice.Access.Grants;
using Sluice.Identity;

namespace Sluice.Access.Rules;

/// <summary>A rule that looks at the caller alone, whatever the message.</summary>
internal sealed class CallerRule(string description, Func<Principal, bool> allows) : IAccessRule<object>
{
    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public bool IsPublic { get; init; }

    /// <inheritdoc/>
    public ValueTask<Decision> DecideAsync(IAccessContext context, object message) =>
        ValueTask.FromResult(new Decision(allows(context.Principal), description, null, context.Principal.IsAdmin ? "admin" : description));
}
