using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Access;

/// <summary>Who calls every route in the matrix.</summary>
/// <param name="Title">How the cases name him.</param>
/// <param name="Name">The name that he signs in with; null for nobody.</param>
/// <param name="Holds">What he holds in a scene; <see cref="Need.Nothing"/> for who isn't signed in.</param>
/// <param name="Password">The password that he sends.</param>
internal sealed record MatrixCaller(string Title, string? Name, Need Holds, string Password = Caller.UsualPassword)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MatrixCaller> All { get; } =
    [
        new("nobody", null, Need.Nothing),
        new("manager with a wrong password", "manager", Need.Nothing, "a-wrong-long-password"),
        new("none", "none", Need.Account),
        new("reader", "reader", Need.Read),
        new("user", "user", Need.Read),
        new("editor", "editor", Need.Edit),
        new("manager", "manager", Need.Manage),
        new(ServerLaunch.AdminName, ServerLaunch.AdminName, Need.Admin, ServerLaunch.AdminPassword),
    ];

    /// <summary>Whether a route serves him when his request names a user.</summary>
    public bool May(RouteCase route, string about) =>
        Holds >= route.Need || (route.Need is Need.Self && Holds != Need.Nothing && about == Name);

    /// <summary>The users whom his requests to a route name: of a route about a user himself and another, else one who is no matter.</summary>
    public IEnumerable<string> NamesAt(RouteCase route) =>
        Holds is Need.Nothing ? ["manager"]
        : Holds is Need.Admin ? ["none"]
        : route.Need is Need.Self ? [Name!, Name == "none" ? "reader" : "none"]
        : [Name!];
}
