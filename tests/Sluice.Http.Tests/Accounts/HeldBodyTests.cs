using Sluice.Http.Tests.Faults;
using Sluice.Http.Tests.Servers;
using Xunit;

namespace Sluice.Http.Tests.Accounts;

/// <summary>Requests of a caller who has signed in and sends his body only after an administrator acted.</summary>
public sealed class HeldBodyTests(PostgresServer postgres)
{
    private static readonly (string Method, string Route, string Json)[] Changes =
    [
        ("POST", "users/create", $$"""{"username": "new", "password": "{{Caller.UsualPassword}}"}"""),
        ("PATCH", "users/update-password", """{"username": "victim", "password": "a-stolen-long-password"}"""),
        ("PATCH", "users/update-admin", """{"username": "victim", "is_admin": true}"""),
        ("DELETE", "users/delete", """{"username": "victim"}"""),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [BothDatabases("PATCH users/update-admin {\"username\": \"boss\", \"is_admin\": false}")]
    [BothDatabases("PATCH users/update-password {\"username\": \"boss\", \"password\": \"another-long-password\"}")]
    [BothDatabases("DELETE users/delete {\"username\": \"boss\"}")]
    public async Task Who_is_no_longer_what_he_signed_in_as_changes_nothing(DatabaseKind database, string act)
    {
        await using var server = await SluiceServer.Start(database, postgres, options: null, Cancellation);
        await server.Admin().MakeUser("boss");
        await server.Admin().MakeUser("victim");
        await server.Admin().Done("PATCH", "users/update-admin", """{"username": "boss", "is_admin": true}""");
        var held = new List<(RawConnection Connection, string Json)>();
        foreach (var (method, route, json) in Changes)
        {
            var connection = await RawConnection.Open(server.Port, Cancellation);
            string[] headers = ["Content-Type: application/json", $"Content-Length: {json.Length}", "Expect: 100-continue"];
            await connection.Send(RawConnection.Head(method, Caller.Api + route, server.As("boss"), headers), Cancellation);
            await connection.Continue(Cancellation);
            held.Add((connection, json));
        }
        var parts = act.Split(' ', 3);
        await server.Admin().Done(parts[0], parts[1], parts[2]);
        var before = (await server.Admin().Get("users/list")).Text;

        foreach (var (connection, json) in held)
        {
            await connection.Send(json, Cancellation);
            Assert.Contains(await connection.Status(Cancellation), (int[])[400, 403]);
            await connection.DisposeAsync();
        }

        Assert.Equal(before, (await server.Admin().Get("users/list")).Text);
        Assert.Equal(200, (await server.As("victim").Get("/version")).Status);
    }
}
