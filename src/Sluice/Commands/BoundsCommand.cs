using Sluice.Configuration.Arguments;

namespace Sluice.Commands;

/// <summary><c>sluice bounds</c>: prints what a server with the same flags, environment and ini file bounds, and what happens then.</summary>
internal static class BoundsCommand
{
    /// <summary>Prints the bounds: a line each, separated by tabs, or the page docs/bounds.md.</summary>
    /// <param name="command">The command line, which had no fault.</param>
    /// <param name="output">Standard output.</param>
    /// <returns>The exit status.</returns>
    public static int Run(ParsedCommand command, TextWriter output)
    {
        var markdown = command.Values.Text("format") == "markdown";
        if (markdown)
        {
            output.Write(
                """
                # Bounds

                Every queue, cache, pool and size of the server, and what happens when it is reached. `sluice bounds` prints them with the
                numbers that count for its flags, environment and ini file; this page is `sluice bounds --format markdown` without any, and
                a test compares the two. Files are below `src/Sluice`.

                Without a bound: the values of `metrics/get-history` when `max_results` isn't given (they are written as they are read, none
                is kept), the list of users, and the size of an artifact (it is streamed).

                | what | limit | when it is reached | file |
                | --- | --- | --- | --- |

                """
            );
        }
        foreach (var bound in Bounds.Of(command.Settings!))
        {
            output.Write(
                markdown
                    ? $"| {bound.What} | {bound.Limit} | {bound.WhenReached} | `{bound.File}` |\n"
                    : $"{bound.What}\t{bound.Limit}\t{bound.WhenReached}\t{bound.File}\n"
            );
        }
        return 0;
    }
}
