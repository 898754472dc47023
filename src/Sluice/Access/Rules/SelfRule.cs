using Sluice.Access.Grants;

namespace Sluice.Access.Rules;

/// <summary>The user whom the message names. An administrator is not meant: routes say <c>Require.Admin.Or</c>.</summary>
/// <param name="name">Reads the user name.</param>
internal sealed class SelfRule<TMessage>(Func<TMessage, string?> name) : IAccessRule<TMessage>
{
    /// <inheritdoc/>
    public string Description => "the user himself";

    /// <inheritdoc/>
    public ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message)
    {
        var isHimself = context.Principal.Name == name(message);
        return ValueTask.FromResult(new Decision(isHimself, Description, null, isHimself ? "names himself" : "names another"));
    }
}
