namespace Sluice.Access.Grants;

/// <summary>How a request was judged: which rule, by which grant, with what outcome.</summary>
/// <param name="Allowed">The outcome.</param>
/// <param name="Rule">The rule, in the words of the routes' page.</param>
/// <param name="By">The grant that decided; null where the admin flag, the default permission or the rule itself did.</param>
/// <param name="Reason">Why, in a few words.</param>
internal sealed record Decision(bool Allowed, string Rule, Grant? By, string Reason);
