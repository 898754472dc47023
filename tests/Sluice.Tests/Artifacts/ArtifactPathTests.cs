using Sluice.Artifacts;
using Sluice.Protocol;
using Xunit;

namespace Sluice.Tests.Artifacts;

/// <summary>A path of artifacts is checked in bounded steps.</summary>
public sealed class ArtifactPathTests
{
    [Theory]
    [InlineData("a", 255)]
    [InlineData("é", 127)]
    [InlineData("a/", 100)]
    [InlineData("%25", 85)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234/", 63)]
    public void A_path_at_a_bound_is_taken(string piece, int times)
    {
        var text = Repeated(piece, times).TrimEnd('/');

        Assert.Equal(text, ArtifactPath.Parse(text).Text);
    }

    [Theory]
    [InlineData("a", 256)]
    [InlineData("é", 128)]
    [InlineData("a/", 101)]
    [InlineData("a/", 30_000)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234/", 64)]
    public void A_path_beyond_a_bound_is_refused(string piece, int times) =>
        Assert.Throws<MlflowException>(() => ArtifactPath.Parse(Repeated(piece, times)));

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    [InlineData(31_000, true)]
    public void A_path_is_decoded_a_few_times(int levels, bool refused)
    {
        var text = $"a%{Repeated("25", levels - 1)}41";

        Assert.Equal(refused, Record.Exception(() => ArtifactPath.Parse(text)) is MlflowException);
    }

    [Theory]
    [InlineData("%2e%2e/a")]
    [InlineData("a/%252e%252e/b")]
    [InlineData("a%25255cb")]
    public void What_decoding_uncovers_is_refused(string text) => Assert.Throws<MlflowException>(() => ArtifactPath.Parse(text));

    private static string Repeated(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
