using System.Text.Json;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;

namespace Sluice.Commands;

/// <summary>
/// <c>sluice config</c>: shows every setting that a server with the same flags, environment and ini file would run with, and where
/// each was written. Secrets are masked. What such a start would warn of is told too.
/// </summary>
internal static class ConfigCommand
{
    /// <summary>Prints the settings.</summary>
    /// <param name="command">The command line, which had no fault.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    /// <returns>The exit status.</returns>
    public static int Run(ParsedCommand command, TextWriter output, TextWriter errors)
    {
        switch (command.Values.Text("format"))
        {
            case "markdown":
                SettingsPage.Write(output);
                return 0;
            case "json":
                WriteJson(command.Resolved, output);
                break;
            default:
                WriteText(command.Resolved, command.Surroundings.Terminal, output);
                break;
        }
        foreach (var warning in command.Notices.Where(notice => notice.Stream == NoticeStream.Error))
        {
            errors.WriteLine(warning.Text);
        }
        return 0;
    }

    /// <summary>One line a setting: aligned for people on a terminal, separated by tabs for programs behind a pipe.</summary>
    private static void WriteText(IReadOnlyList<ResolvedValue> values, bool aligned, TextWriter output)
    {
        var key = aligned ? values.Max(value => value.Key.Length) : 0;
        var text = aligned ? values.Max(value => value.Text.Length) : 0;
        var gap = aligned ? "  " : "\t";
        foreach (var value in values)
        {
            output.Write($"{value.Key.PadRight(key)}{gap}{value.Text.ReplaceLineEndings(" ").PadRight(text)}{gap}{value.Origin}\n");
        }
    }

    private static void WriteJson(IReadOnlyList<ResolvedValue> values, TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("key", value.Key);
                json.WriteString("value", value.Text);
                json.WriteString("origin", value.Origin.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        output.Write(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        output.Write('\n');
    }
}
