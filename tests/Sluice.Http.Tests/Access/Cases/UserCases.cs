namespace Sluice.Http.Tests.Access.Cases;

/// <summary>Who may call the routes of users.</summary>
internal static class UserCases
{
    /// <summary>The cases.</summary>
    public static RouteCase[] All { get; } =
    [
        new("POST /2.0/mlflow/users/create", Need.Admin, Json: """{"username": "u-{new}", "password": "a-good-long-password"}"""),
        new("GET /2.0/mlflow/users/current", Need.Account),
        new("GET /2.0/mlflow/users/list", Need.Account),
        new("GET /2.0/mlflow/users/get", Need.Self, "?username={self}"),
        new("GET /3.0/mlflow/users/current/permissions", Need.Account),
        new("PATCH /2.0/mlflow/users/update-admin", Need.Admin, Json: """{"username": "{self}", "is_admin": false}"""),
        // The password is too short, so that whoever may gets this far and nothing changes.
        new(
            "PATCH /2.0/mlflow/users/update-password",
            Need.Self,
            Json: """{"username": "{self}", "password": "short", "current_password": "a-good-long-password"}""",
            Status: 400
        ),
        new("DELETE /2.0/mlflow/users/delete", Need.Admin, Json: """{"username": "not there"}""", Status: 404),
    ];
}
