using Sluice.Artifacts;
using Xunit;

namespace Sluice.Tests.Artifacts;

/// <summary>The content type stated for a file.</summary>
public sealed class FileTypesTests
{
    [Theory]
    [InlineData("MLmodel", "text/plain")]
    [InlineData("MLproject", "text/plain")]
    [InlineData("mlproject", "text/plain")]
    [InlineData("README.MD", "text/plain")]
    [InlineData("page.html", "text/html")]
    [InlineData("a.tar.gz", "application/x-tar")]
    [InlineData("model.pkl", "application/octet-stream")]
    [InlineData("noextension", "application/octet-stream")]
    public void A_name_tells_the_type(string name, string type) => Assert.Equal(type, FileTypes.Of(name));
}
