namespace Sluice.Access;

/// <summary>Administrators, and the user whom the request names.</summary>
/// <param name="name">Reads the user name.</param>
internal sealed class SelfRule<TMessage>(Func<TMessage, string?> name) : IAccessRule<TMessage>
{
    /// <inheritdoc/>
    public string Description => "admin, or the user himself";

    /// <inheritdoc/>
    public ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message)
    {
        var allowed = context.Principal.IsAdmin || context.Principal.Name == name(message);
        return ValueTask.FromResult(new Decision(allowed, Description, null, context.Principal.IsAdmin ? "admin" : "names himself"));
    }
}
