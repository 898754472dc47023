using System.Text;
using Sluice.Access.Grants;
using Sluice.Access.Rules;
using Sluice.Identity;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>A variable part of a path is a field of the message, like one of the query or the body.</summary>
public sealed class PathPartTests
{
    private readonly EndpointTable table = new();
    private NameTag? handled;

    public PathPartTests()
    {
        var routes = table.Api("9.0/test");
        routes.Get("things/{thing_id}/tags/{key}", NameTag.Shape, Require.SignedIn, HandleAsync);
        routes.Post("things/{thing_id}/tags", NameTag.Shape, Require.SignedIn, HandleAsync);
        routes.Post("things/{thing_id}/values/{value}", NameTag.Shape, Require.SignedIn, HandleAsync);
    }

    [Fact]
    public async Task Parts_are_read_into_the_fields_that_they_name()
    {
        await CallAsync("GET", "things/7/tags/colour");

        Assert.Equal(("7", "colour"), (handled!.ThingId, handled.Key));
    }

    [Fact]
    public async Task A_part_counts_as_given_where_its_field_is_required()
    {
        await CallAsync("POST", "things/7/tags", """{"key": "colour"}""");

        Assert.Equal(("7", "colour"), (handled!.ThingId, handled.Key));
    }

    [Fact]
    public async Task A_field_that_is_missing_everywhere_is_told()
    {
        var fault = await Assert.ThrowsAsync<MlflowException>(() => CallAsync("POST", "things/7/tags"));

        Assert.StartsWith("Missing value for required parameter 'key'.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_the_wrong_type_is_refused()
    {
        await CallAsync("POST", "things/7/values/12", """{"key": "k"}""");
        Assert.Equal(12, handled!.Value);

        var fault = await Assert.ThrowsAsync<MlflowException>(() => CallAsync("POST", "things/7/values/twelve", """{"key": "k"}"""));
        Assert.StartsWith("Invalid value \"twelve\" for parameter 'value' supplied", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "things/7/tags/colour", "", "thing_id=8")]
    [InlineData("GET", "things/7/tags/colour", """{"thing_id": "8"}""", "")]
    [InlineData("GET", "things/7/tags/colour", """{"thing_id": "8"}""", "key=colour")]
    [InlineData("POST", "things/7/tags", """{"key": "colour", "thing_id": "8"}""", "")]
    [InlineData("POST", "things/7/tags", """{"key": "colour", "thingId": "8"}""", "")]
    [InlineData("POST", "things/7/tags", """{"key": "colour"}""", "thing_id=8")]
    public async Task What_the_path_names_may_not_be_named_differently(string method, string path, string body, string query)
    {
        var fault = await Assert.ThrowsAsync<MlflowException>(() => CallAsync(method, path, body, query));

        Assert.Equal("The request gives 'thing_id' more than once, with different values. Give it once.", fault.Message);
        Assert.Null(handled);
    }

    [Theory]
    [InlineData("GET", "things/7/tags/colour", "", "thing_id=7")]
    [InlineData("POST", "things/7/tags", """{"key": "colour", "thing_id": "7"}""", "")]
    [InlineData("POST", "things/7/tags", """{"key": "colour", "thingId": "7"}""", "key=colour")]
    public async Task What_the_path_names_may_be_named_again(string method, string path, string body, string query)
    {
        await CallAsync(method, path, body, query);

        Assert.Equal(("7", "colour"), (handled!.ThingId, handled.Key));
    }

    [Fact]
    public void A_part_that_no_field_takes_stops_the_start()
    {
        var fault = Assert.Throws<InvalidOperationException>(() =>
            table.Root().Get("things/{name}", NameTag.Shape, Require.SignedIn, HandleAsync)
        );

        Assert.Equal("/things/{name}: no field of the message takes the part {name}", fault.Message);
    }

    [Fact]
    public void Two_routes_with_one_method_and_path_stop_the_start() =>
        Assert.Throws<InvalidOperationException>(() =>
            table.Api("9.0/test").Get("things/{thing_id}/tags/{key}", NameTag.Shape, Require.SignedIn, HandleAsync)
        );

    private async Task CallAsync(string method, string path, string body = "", string query = "")
    {
        Assert.True(table.TryFind($"/api/9.0/test/{path}", out var methods, out var parts));
        var parameters = query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => new List<string> { pair[1] });
        var call = new Call(
            new Principal(1, "someone", false),
            new GrantCache(null, Permission.Read, 1),
            epoch: 0,
            Stream.Null,
            TestContext.Current.CancellationToken
        );
        await methods[method].RunAsync(call, new Request(parameters, Encoding.UTF8.GetBytes(body), "application/json", parts));
    }

    private ValueTask<Answer> HandleAsync(Call call, NameTag message)
    {
        handled = message;
        return ValueTask.FromResult<Answer>(EmptyMessage.Instance);
    }

    private sealed class NameTag
    {
        public string? ThingId;
        public string? Key;
        public long? Value;

        public static readonly MessageShape<NameTag> Shape = new(f =>
        {
            f.Text("thing_id", m => ref m.ThingId).Required();
            f.Text("key", m => ref m.Key).Required();
            f.Integer("value", m => ref m.Value);
        });
    }
}
