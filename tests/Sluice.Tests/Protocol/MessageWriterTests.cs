using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Sluice.Protocol;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>Messages as JSON: what is written is what the platform's own writer writes of the same fields.</summary>
public sealed class MessageWriterTests
{
    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String[Gen.Char["abz AZ09_-.\"\\<>&'+`/\n\t\u007f\u0000é€\ufffd"], 0, 40],
        Gen.String[Gen.Char, 0, 20].Select(static text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))),
        // Longer than what is written in one go, with characters of two units anywhere.
        Gen.Select(
            Gen.Int[0, 5000],
            Gen.OneOf("a", "é", "🙂", "a🙂"),
            static (length, part) => string.Concat(Enumerable.Repeat(part, length))
        )
    );

    private static readonly Gen<Tree> Leaf = Gen.Select(
        Value,
        Gen.OneOf(Gen.Long, Gen.OneOf(0L, long.MinValue, long.MaxValue)),
        Gen.Bool,
        Gen.OneOf(Gen.Double, Gen.OneOf(0.0, -0.0, 1, 1e300, 5e-324, double.NaN, double.PositiveInfinity, double.NegativeInfinity)),
        static (text, number, truth, real) => new Tree(text, number, truth, real, [])
    );

    private static readonly Gen<Tree> Trees = Gen.Recursive<Tree>(
        static (depth, tree) => depth == 4 ? Leaf : Gen.Select(Leaf, tree.Array[0, 3], static (leaf, inner) => leaf with { Inner = inner })
    );

    [Fact]
    public void What_is_written_is_what_the_platform_writes() =>
        Gen.Select(Trees, Gen.Bool)
            .Sample(static (tree, indented) => Assert.Equal(Expected(tree, indented), Written(tree, indented)), iter: 300);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("""{"text":"a\uFFFDb"}""", Written(static writer => writer.Text("text"u8, "a\ud800b"), false));

    [Fact]
    public void A_message_without_fields_is_a_pair_of_braces() => Assert.Equal("{}", Written(static _ => { }, true));

    private static string Written(Tree tree, bool indented) => Written(writer => Write(writer, tree), indented);

    private static string Written(Action<MessageWriter> write, bool indented)
    {
        using var buffer = new AnswerBuffer();
        var writer = new MessageWriter(buffer, indented);
        writer.Begin();
        write(writer);
        writer.End();
        return Encoding.UTF8.GetString(buffer.Sent());
    }

    private static void Write(MessageWriter writer, Tree tree)
    {
        writer.Text("absent"u8, null);
        writer.Text("text"u8, tree.Text);
        writer.Integer("number"u8, tree.Number);
        writer.Integer("absent"u8, null);
        writer.Boolean("truth"u8, tree.Truth);
        writer.Real("real"u8, tree.Real);
        writer.Messages("inner"u8, tree.Inner, Write);
        if (tree.Inner is [var first, ..])
        {
            writer.Message("first"u8, first, Write);
        }
        writer.Message("empty"u8, 0, static (_, _) => { });
    }

    private static string Expected(Tree tree, bool indented)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            json.WriteStartObject();
            Write(json, tree);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Tree tree)
    {
        json.WriteString("text", tree.Text);
        json.WriteNumber("number", tree.Number);
        json.WriteBoolean("truth", tree.Truth);
        json.WritePropertyName("real");
        if (double.IsFinite(tree.Real))
        {
            var text = tree.Real.ToString("R", CultureInfo.InvariantCulture);
            json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
        }
        else
        {
            json.WriteStringValue(
                double.IsNaN(tree.Real) ? "NaN"
                : tree.Real > 0 ? "Infinity"
                : "-Infinity"
            );
        }
        if (tree.Inner.Length > 0)
        {
            json.WriteStartArray("inner");
            foreach (var one in tree.Inner)
            {
                json.WriteStartObject();
                Write(json, one);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartObject("first");
            Write(json, tree.Inner[0]);
            json.WriteEndObject();
        }
        json.WriteStartObject("empty");
        json.WriteEndObject();
    }

    private sealed record Tree(string Text, long Number, bool Truth, double Real, Tree[] Inner);
}
