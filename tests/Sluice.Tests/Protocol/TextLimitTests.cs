using System.Text;
using Sluice.Commands;
using Sluice.Hosting;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>Texts and lists of a request have limits before they are used, and what is said about a value is short.</summary>
public sealed class TextLimitTests
{
    private static readonly MessageShape<Message> Shape = new(f =>
    {
        f.Text("id", m => ref m.Id);
        f.Text("value", m => ref m.Value).Within(TextLimit.Value);
        f.Texts("ids", m => m.Ids);
        f.Integer("number", m => ref m.Number);
        f.Messages("items", m => m.Items, "Item", Item.Shape);
    });

    [Theory]
    [InlineData("id", 4096, null)]
    [InlineData("id", 4097, "'id' exceeds the maximum length of 4096 characters")]
    [InlineData("value", 1024 * 1024, null)]
    [InlineData("value", 1024 * 1024 + 1, "'value' exceeds the maximum length of 1048576 characters")]
    public void A_text_has_a_limit(string field, int length, string? problem)
    {
        foreach (var piece in (string[])["x", "\\u00e9", "\u00e9"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, length));

            Assert.Equal(problem, Problem($$"""{"{{field}}": "{{text}}"}"""));
        }
    }

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, "'ids' has more than 10000 elements. Split the request into several.")]
    public void A_list_of_texts_has_a_limit(int count, string? problem) =>
        Assert.Equal(problem, Problem($$"""{"ids": [{{string.Join(',', Enumerable.Repeat("\"a\"", count))}}]}"""));

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, "'items' has more than 10000 elements. Split the request into several.")]
    public void A_list_of_messages_has_a_limit(int count, string? problem) =>
        Assert.Equal(problem, Problem($$"""{"items": [{{string.Join(',', Enumerable.Repeat("{}", count))}}]}"""));

    [Theory]
    [InlineData("""{"ids": ["a", "{long}"]}""", "'ids[1]' exceeds the maximum length of 4096 characters")]
    [InlineData("""{"items": [{}, {"name": "{long}"}]}""", "'items[1].name' exceeds the maximum length of 4096 characters")]
    [InlineData("""{"id": "a\u0000"}""", "'id' holds a NUL character, which can't be stored.")]
    [InlineData("""{"ids": ["\u0000"]}""", "'ids[0]' holds a NUL character, which can't be stored.")]
    [InlineData("""{"value": "\u0000"}""", null)]
    public void A_text_that_is_refused_is_named(string json, string? problem) =>
        Assert.Equal(problem, Problem(json.Replace("{long}", new string('x', 5000), StringComparison.Ordinal)));

    [Fact]
    public void Behind_a_wrong_element_the_rest_is_still_read()
    {
        var bound = Binder.FromBody(Shape, """{"items": [1, [2], {"a": {}}], "ids": [1, [2]], "id": "a"}"""u8, PathParts.None);

        Assert.Equal("a", bound.Message.Id);
        Assert.StartsWith("Invalid value 1 for parameter 'ids[0]' supplied", bound.Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"{x}\"", "str", "\"xxxxxxxx")]
    [InlineData("[1, {\"a\": [true, null], \"b\": \"{x}\"}, 5]", "list", "[1,{\"a\":[true,null],\"b\":\"xxxxxxxx")]
    [InlineData("{\"a\": {}, \"b\": \"{x}\"}", "dict", "{\"a\":{},\"b\":\"xxxxxxxx")]
    [InlineData("[1, {  }, [{b}] ]", "list", "[1,{},[]]")]
    [InlineData("1{0}", "int", "100000000")]
    public void Of_a_large_value_the_beginning_is_shown(string json, string type, string beginning)
    {
        const int Size = 1_000_000;
        var value = json.Replace("{x}", new string('x', Size), StringComparison.Ordinal)
            .Replace("{b}", new string(' ', Size), StringComparison.Ordinal)
            .Replace("{0}", new string('0', Size), StringComparison.Ordinal);

        var problem = Problem($$"""{"number": {{value}}, "more": [1, 2]}""")!;

        Assert.StartsWith($"Invalid value {beginning}", problem, StringComparison.Ordinal);
        Assert.Contains($"Value was of type '{type}'", problem, StringComparison.Ordinal);
        Assert.InRange(problem.Length, 0, 1200);
    }

    [Fact]
    public void A_long_message_is_cut_where_errors_are_written()
    {
        var message = string.Concat(Enumerable.Repeat("\ud83d\ude00", 1_000_000));
        using var body = new AnswerBuffer();

        new ErrorAnswer(ErrorCode.InvalidParameterValue, message).WriteBody(body);

        Assert.InRange(body.Length, ErrorAnswer.LongestMessage, 8 * ErrorAnswer.LongestMessage);
    }

    [Fact]
    public async Task Every_text_of_every_route_has_a_limit()
    {
        using var start = new Start();
        await using var house = await Composition.BuildAsync(RoutesCommand.InMemory(start.Server()), static _ => { }, TimeProvider.System);
        var limits = house
            .Endpoints.All.SelectMany(endpoint => endpoint.Fields)
            .Where(field => field.Type is "string" or "[]string")
            .ToList();

        Assert.All(limits, field => Assert.InRange(field.Most ?? int.MaxValue, 1, TextLimit.Value.Most));
        Assert.All(
            limits.Where(field => field.Most > TextLimit.Name.Most),
            field => Assert.Contains(field.Name, (string[])["filter", "value", "path", "artifact_path"])
        );
    }

    private static string? Problem(string json) => Binder.FromBody(Shape, Encoding.UTF8.GetBytes(json), PathParts.None).Fault?.Message;

    private sealed class Message
    {
        public string? Id;
        public string? Value;
        public long? Number;
        public readonly List<string> Ids = [];
        public readonly List<Item> Items = [];
    }

    private sealed class Item
    {
        public string? Name;

        public static readonly MessageShape<Item> Shape = new(f => f.Text("name", m => ref m.Name));
    }
}
