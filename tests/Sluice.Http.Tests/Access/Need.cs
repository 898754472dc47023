namespace Sluice.Http.Tests.Access;

/// <summary>What a caller needs for a route, each step including those before it for whoever is signed in.</summary>
public enum Need
{
    /// <summary>Nothing: nobody needs to sign in.</summary>
    Nothing,

    /// <summary>Any account.</summary>
    Account,

    /// <summary>READ on the experiment of the request.</summary>
    Read,

    /// <summary>EDIT there.</summary>
    Edit,

    /// <summary>MANAGE there.</summary>
    Manage,

    /// <summary>To be the user whom the request names, or an administrator.</summary>
    Self,

    /// <summary>The admin flag.</summary>
    Admin,
}
