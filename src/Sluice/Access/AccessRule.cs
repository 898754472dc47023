namespace Sluice.Access;

/// <summary>Who may call an endpoint. A rule is data: it is printed into the routes' page and tested as a matrix.</summary>
/// <typeparam name="TMessage">The bound message that rule and handler share.</typeparam>
internal interface IAccessRule<in TMessage>
{
    /// <summary>The rule in words.</summary>
    string Description { get; }

    /// <summary>Whether nobody needs to sign in.</summary>
    bool IsPublic => false;

    /// <summary>Judges a request.</summary>
    ValueTask<Decision> DecideAsync(IAccessContext context, TMessage message);
}
