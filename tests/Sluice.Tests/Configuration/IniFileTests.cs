using Sluice.Configuration.Reports;
using Sluice.Configuration.Sources;
using Xunit;

namespace Sluice.Tests.Configuration;

/// <summary>The rules of Python's configparser that count here (docs/configuration.md, "Keys of the ini file"), one by one.</summary>
public sealed class IniFileTests
{
    private static string? Value(string text, string key = "k")
    {
        var findings = new Findings();
        var given = new IniFile("f.ini", text, findings).Find("mlflow", key, out _);
        Assert.Empty(findings.Problems);
        return given?.Text;
    }

    private static string Problem(string text)
    {
        var findings = new Findings();
        new IniFile("f.ini", text, findings).Find("mlflow", "k", out _);
        return Assert.Single(findings.Problems).ToString();
    }

    [Theory]
    [InlineData("[mlflow]\nk = v\n", "v")]
    [InlineData("[mlflow]\nk: v\n", "v")]
    [InlineData("[mlflow]\nk=a:b=c\n", "a:b=c")]
    [InlineData("[mlflow]\n  k   =   v  \n", "v")]
    [InlineData("[mlflow]\r\nk = v\r\n", "v")]
    [InlineData("[mlflow]\nK = v\n", "v")]
    [InlineData("[mlflow]\nk = abc # x\n", "abc # x")]
    [InlineData("[mlflow]\n# c\n  ; c\nk = v\n", "v")]
    [InlineData("[mlflow]\nk = \"abc\"\n", "\"abc\"")]
    [InlineData("[mlflow]\nk =\n", "")]
    [InlineData("[mlflow]\nk = $HOME ${HOME}\n", "$HOME ${HOME}")]
    [InlineData("[mlflow]\nk = a\n  b\n\tc\n", "a\nb\nc")]
    [InlineData("[mlflow]\nk = a\n\n  b\n\n", "a\n\nb")]
    [InlineData("[DEFAULT]\nk = d\n[mlflow]\n", "d")]
    [InlineData("[DEFAULT]\nk = d\n[mlflow]\nk = v\n", "v")]
    [InlineData("[mlflow]\nk = p%%40w\n", "p%40w")]
    [InlineData("[mlflow]\nk = %(Other)s-x\nother = o%%\n", "o%-x")]
    [InlineData("[DEFAULT]\nbase = b\n[mlflow]\nk = %(base)s\n", "b")]
    [InlineData("[mlflow]\nother = x\n", null)]
    [InlineData("[MLFLOW]\nk = v\n[mlflow]\n", null)]
    public void A_value_is_what_configparser_reads(string text, string? expected) => Assert.Equal(expected, Value(text));

    [Theory]
    [InlineData("\uFEFF[mlflow]\nk = v\n", "byte order mark", 1)]
    [InlineData("k = v\n[mlflow]\n", "File contains no section headers", 1)]
    [InlineData("[mlflow]\nk\n", "is no key with a value", 2)]
    [InlineData("[mlflow]\n= v\n", "is no key with a value", 2)]
    [InlineData("[mlflow]\nk = v\nK = w\n", "'k' is there twice, in line 2 too", 3)]
    [InlineData("[mlflow]\n[mlflow]\n", "[mlflow] is there twice", 2)]
    [InlineData("[mlflow]\n\nk = p%40w\n", "Write '%%' for each '%'", 3)]
    [InlineData("[mlflow]\nk = 100%\n", "Write '%%' for each '%'", 2)]
    [InlineData("[mlflow]\nk = %(none)s\n", "the key 'none', which isn't there", 2)]
    [InlineData("[mlflow]\nk = %(k)s\n", "refers to itself", 2)]
    public void What_configparser_refuses_is_refused_with_file_and_line(string text, string expected, int line)
    {
        var problem = Problem(text);
        Assert.Contains(expected, problem);
        Assert.EndsWith($"(from f.ini line {line})", problem);
    }

    [Fact]
    public void A_piece_of_a_password_is_never_shown() => Assert.DoesNotContain("p%40w", Problem("[mlflow]\nk = u:p%40w@h\n"));
}
