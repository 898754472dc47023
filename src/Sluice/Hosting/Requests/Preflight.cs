using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Answers;

namespace Sluice.Hosting.Requests;

/// <summary>Answers of CORS preflight requests. Source: docs/protocol.md, "Origins".</summary>
internal static class Preflight
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];

    /// <summary>The answer; it needs neither sign-in nor a route.</summary>
    public static TextAnswer Answer(HttpRequest request, IHeaderDictionary headers, Origins origins, string origin)
    {
        var problems = new List<string>(2);
        var method = request.Headers["Access-Control-Request-Method"].ToString();
        headers.AccessControlMaxAge = "600";
        headers.Vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network";
        if (origins.AnyOrigin)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY";
        }
        else
        {
            headers.AccessControlAllowMethods = string.Join(", ", Methods);
            headers.AccessControlAllowCredentials = "true";
            if (origins.MayRead(origin))
            {
                headers.AccessControlAllowOrigin = origin;
            }
            else
            {
                problems.Add("origin");
            }
            if (!Methods.Contains(method))
            {
                problems.Add("method");
            }
        }
        var asked = request.Headers["Access-Control-Request-Headers"].ToString();
        // Names of headers are ASCII: what isn't can't be asked for, nor repeated.
        if (asked.Length > 0 && Ascii.IsValid(asked))
        {
            headers.AccessControlAllowHeaders = asked;
        }
        return problems.Count == 0
            ? new TextAnswer(200, TextAnswer.Plain, "OK")
            : new TextAnswer(400, TextAnswer.Plain, $"Disallowed CORS {string.Join(", ", problems)}");
    }
}
