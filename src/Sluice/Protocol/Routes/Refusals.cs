using Sluice.Protocol.Answers;

namespace Sluice.Protocol.Routes;

/// <summary>The content type of a refusal.</summary>
internal enum RefusalForm
{
    /// <summary>As an HTML page, like most routes.</summary>
    Html,

    /// <summary>As plain text, on routes of files and streams.</summary>
    Plain,
}

/// <summary>The plain answers to callers who may not. Source: docs/protocol.md, "Plain refusals".</summary>
internal static class Refusals
{
    private const string SignIn =
        "You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html#authenticating-to-mlflow on how to authenticate.";

    private static readonly TextAnswer UnauthenticatedPage = new(401, TextAnswer.Html, SignIn);
    private static readonly TextAnswer UnauthenticatedPlain = new(401, TextAnswer.Plain, SignIn);
    private static readonly TextAnswer ForbiddenPage = new(403, TextAnswer.Html, "Permission denied");
    private static readonly TextAnswer ForbiddenPlain = new(403, TextAnswer.Plain, "Permission denied");

    /// <summary>Nobody signed in, or not with valid credentials.</summary>
    public static TextAnswer Unauthenticated(RefusalForm form) => form == RefusalForm.Plain ? UnauthenticatedPlain : UnauthenticatedPage;

    /// <summary>Signed in, but not allowed.</summary>
    public static TextAnswer Forbidden(RefusalForm form) => form == RefusalForm.Plain ? ForbiddenPlain : ForbiddenPage;

    /// <summary>More requests are running than the operator allows.</summary>
    public static TextAnswer Overloaded { get; } = new(503, TextAnswer.Plain, "Service Unavailable");

    /// <summary>No such path, told to an administrator.</summary>
    public static TextAnswer NotFound { get; } =
        new(
            404,
            TextAnswer.Html,
            HtmlPage(
                "404 Not Found",
                "Not Found",
                "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again."
            )
        );

    /// <summary>No such method on this path, told to an administrator.</summary>
    public static TextAnswer MethodNotAllowed { get; } =
        new(
            405,
            TextAnswer.Html,
            HtmlPage("405 Method Not Allowed", "Method Not Allowed", "The method is not allowed for the requested URL.")
        );

    private static string HtmlPage(string title, string heading, string text) =>
        $"<!doctype html>\n<html lang=en>\n<title>{title}</title>\n<h1>{heading}</h1>\n<p>{text}</p>\n";
}

/// <summary>How a body that isn't called JSON is refused.</summary>
internal enum WrongTypeRefusal
{
    /// <summary>As the protocol's messages are: an error body.</summary>
    Protocol,

    /// <summary>As the routes of accounts do: a plain text.</summary>
    Plain,
}
