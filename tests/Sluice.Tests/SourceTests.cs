using System.Text.RegularExpressions;
using Sluice.Tests.Configuration;
using Xunit;

namespace Sluice.Tests;

/// <summary>Comments say where a rule comes from, and whoever has the repository can read it there.</summary>
public sealed partial class SourceTests
{
    private static readonly string Root = RepositoryFile.Find("");

    private static readonly string[] Folders = ["src", "tests"];

    [Fact]
    public void Every_source_that_a_comment_names_can_be_read()
    {
        var unknown = Comments()
            .SelectMany(one => Source().Matches(one.Text).Select(match => (one.File, Named: match.Groups[1].Value)))
            .SelectMany(one => one.Named.Split("; "), (one, named) => (one.File, Named: named))
            .Where(one => !CanBeRead(one.Named))
            .Select(one => $"{one.File}: {one.Named}");

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_section_of_a_page_that_a_comment_names_is_there()
    {
        var unknown = Comments()
            .SelectMany(one => Section().Matches(one.Text).Select(match => (one.File, Named: match.Value)))
            .Where(one => !CanBeRead(one.Named))
            .Select(one => $"{one.File}: {one.Named}");

        Assert.Empty(unknown);
    }

    [Fact]
    public void No_comment_names_a_page_that_is_not_in_the_repository()
    {
        var unknown = Comments()
            .SelectMany(one => Page().Matches(one.Text).Select(match => (one.File, Named: match.Value)))
            .Where(one => !File.Exists(Path.Combine(Root, one.Named)))
            .Select(one => $"{one.File}: {one.Named}");

        Assert.Empty(unknown);
    }

    [Fact]
    public void No_comment_speaks_of_a_contract_that_is_not_in_the_repository()
    {
        var unknown = Comments().Where(one => Contract().IsMatch(one.Text)).Select(one => $"{one.File}: {one.Text}");

        Assert.Empty(unknown);
    }

    /// <summary>Comments that have lines of their own, each as one text without tags.</summary>
    private static IEnumerable<(string File, string Text)> Comments() =>
        from folder in Folders
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        from Match match in Comment().Matches(File.ReadAllText(path))
        select (Path.GetRelativePath(Root, path), Tag().Replace(LineStart().Replace(match.Value, " "), ""));

    private static bool CanBeRead(string named)
    {
        if (Published().IsMatch(named))
        {
            return true;
        }
        if (Section().Match(named) is { Success: true } section && section.Length == named.Length)
        {
            var page = Path.Combine(Root, section.Groups[1].Value);
            return File.Exists(page) && Headings(page).Contains(section.Groups[2].Value);
        }
        return named.StartsWith("tests/contract/", StringComparison.Ordinal) && Path.Exists(Path.Combine(Root, named));
    }

    private static IEnumerable<string> Headings(string page) =>
        File.ReadLines(page).Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim().Replace("`", ""));

    [GeneratedRegex(@"(?:^[ \t]*//.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s*^\s*///? ?", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\bSource(?: of [\w ]+)?: (.+?)\.(?:\s|$)")]
    private static partial Regex Source();

    [GeneratedRegex(@"(docs/[\w-]+\.md), ""([^""]+)""")]
    private static partial Regex Section();

    [GeneratedRegex(@"[\w./-]+\.md\b")]
    private static partial Regex Page();

    [GeneratedRegex(@"\b[Cc]ontract(?:,|'s\b)|\bthe contract\b")]
    private static partial Regex Contract();

    /// <summary>Standards, and the documentation of what the program stands on.</summary>
    [GeneratedRegex(@"^(?:RFC \d+|SQLite, |sqlite\.org/|PostgreSQL, |Linux, )")]
    private static partial Regex Published();
}
