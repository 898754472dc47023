namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of logged models.</summary>
internal static class LoggedModelCases
{
    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [new("POST /2.0/mlflow/logged-models/search", Need.Account, Json: """{"experiment_ids": ["{experiment}"]}""")];
}
