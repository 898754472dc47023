using System.Text.RegularExpressions;

namespace Sluice.Configuration.Reports;

/// <summary>Takes the passwords out of URIs before they are shown. It rather hides too much than too little.</summary>
internal static partial class HiddenPassword
{
    /// <summary>A text that is one URI, with its password replaced by <c>***</c>.</summary>
    public static string OfUri(string uri) => Query().Replace(NoPort().Replace(WholeUri().Replace(uri, "$1:***@"), "$1:***"), "$1***");

    /// <summary>A sentence in which URIs may occur, with their passwords replaced by <c>***</c>.</summary>
    public static string InSentence(string text) => Query().Replace(UriInside().Replace(text, "$1:***@"), "$1***");

    [GeneratedRegex(@"^([^:]*:/*[^:]*):.*@", RegexOptions.Singleline)]
    private static partial Regex WholeUri();

    [GeneratedRegex(@"([\w+.-]+://[^:\s']*):[^\s]*@")]
    private static partial Regex UriInside();

    /// <summary>A URI whose host was forgotten has its password where the port should be.</summary>
    [GeneratedRegex(@"^(\w[\w+]*://[^:/?#@\[]+):(?!\d*(?:[/?#,]|$))[^/?#@]*")]
    private static partial Regex NoPort();

    [GeneratedRegex(@"((?:password|passwd|pwd|sslpassword|secret)=)[^&\s']*", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
