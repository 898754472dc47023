using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sluice.Access.Grants;
using Sluice.Artifacts.Stores;
using Sluice.Configuration;
using Sluice.Identity;
using Sluice.Observability;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Sluice.Storage;
using Endpoint = Sluice.Protocol.Routes.Endpoint;

namespace Sluice.Hosting.Requests;

/// <summary>
/// The way of a request, one pass forward: host, origin, path, endpoint, sign-in, body, rule, handler, answer, log line.
/// </summary>
internal sealed class RequestPipeline(
    Settings settings,
    EndpointTable endpoints,
    SignIn signIn,
    GrantCache grants,
    RequestLog log,
    ILogger<RequestPipeline> faults,
    TimeProvider clock
)
{
    private readonly HostCheck hosts = new(settings.Browser.AllowedHosts);
    private readonly BodyBudget bodies = new();
    private readonly Origins origins = new(settings.Browser.AllowedOrigins);
    private long requests;
    private int running;

    /// <summary>How many requests have come so far.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var state = new RequestState(context, Interlocked.Increment(ref requests).ToString("x", CultureInfo.InvariantCulture));
        try
        {
            var tooMany = Interlocked.Increment(ref running) > settings.Limits.Concurrency;
            await AnswerWriter.WriteAsync(context, tooMany ? Refusals.Overloaded : await AnswerAsync(state));
        }
        catch (Exception left) when (left is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            state.Status = 499;
        }
        catch (CallerGoneException)
        {
            state.Status = 499;
            await GiveUpAsync(context);
        }
        catch (Exception fault)
        {
            await FailAsync(state, fault);
        }
        finally
        {
            Interlocked.Decrement(ref running);
            if (settings.Log.AccessLog)
            {
                log.Write(
                    new RequestLine(
                        clock.GetLocalNow(),
                        context.Request.Method,
                        state.Route,
                        state.Status ?? context.Response.StatusCode,
                        state.Principal?.Name ?? "",
                        Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                        state.RequestId,
                        state.Refused?.Reason
                    )
                );
            }
        }
    }

    /// <summary>Tells of a fault that came while the answer was written.</summary>
    private async Task FailAsync(RequestState state, Exception fault)
    {
        var response = state.Context.Response;
        if (response.HasStarted)
        {
            // The caller can learn of the fault only by the answer's breaking off.
            faults.Unexpected(state.RequestId, fault);
            await GiveUpAsync(state.Context);
            return;
        }
        response.Clear();
        await AnswerWriter.WriteAsync(state.Context, Failed(state, fault));
    }

    /// <summary>
    /// Ends the connection, and waits until Kestrel knows of it: before that, it would try to read the rest of a body that has none.
    /// </summary>
    private async Task GiveUpAsync(HttpContext context)
    {
        context.Abort();
        await Task.Delay(TimeSpan.FromSeconds(1), clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<Answer> AnswerAsync(RequestState state)
    {
        try
        {
            var target = RequestTarget.Parse(state.Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            return Refuse(state, target) ?? await RouteAsync(state, target);
        }
        catch (MlflowException fault)
        {
            return new ErrorAnswer(fault.Code, fault.Message);
        }
        catch (ValueRefusedException refused)
        {
            return new ErrorAnswer(ErrorCode.InvalidParameterValue, refused.Message);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            faults.DatabaseUnavailable(state.RequestId, unavailable);
            return Later(state, unavailable.Message);
        }
        catch (StorageUnavailableException unavailable)
        {
            faults.StorageUnavailable(state.RequestId, unavailable);
            return Later(state, unavailable.Message);
        }
        catch (Exception busy) when (busy is SignInUnavailableException or BodyBudgetSpentException)
        {
            return Later(state, busy.Message);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or CallerGoneException or IOException))
        {
            return Failed(state, fault);
        }
    }

    private ErrorAnswer Failed(RequestState state, Exception fault)
    {
        faults.Unexpected(state.RequestId, fault);
        return new ErrorAnswer(
            ErrorCode.InternalError,
            $"The server failed to answer. Its log says more under request id {state.RequestId}."
        );
    }

    private static ErrorAnswer Later(RequestState state, string message)
    {
        state.Context.Response.Headers.RetryAfter = "1";
        return new ErrorAnswer(ErrorCode.TemporarilyUnavailable, message);
    }

    /// <summary>What is decided from the headers alone: host, preflight, foreign origin.</summary>
    private TextAnswer? Refuse(RequestState state, RequestTarget target)
    {
        var request = state.Context.Request;
        var headers = state.Context.Response.Headers;
        foreach (var (name, value) in settings.Browser.ExtraHeaders)
        {
            headers[name] = value;
        }
        if (!settings.Browser.Enabled)
        {
            return null;
        }
        if (!IsProbe(target.Path) && !hosts.Allows(request.Headers.Host.ToString()))
        {
            return new TextAnswer(403, "text/plain", "Invalid Host header - possible DNS rebinding attack detected");
        }
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            if (HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method"))
            {
                return Preflight.Answer(request, headers, origins, origin);
            }
            if (ChangesSomething(request.Method) && !origins.MayChange(origin))
            {
                return new TextAnswer(403, "text/plain", "Cross-origin request blocked");
            }
            if (origins.AnyOrigin)
            {
                headers.AccessControlAllowOrigin = "*";
            }
            else
            {
                headers.AccessControlAllowCredentials = "true";
                if (origins.MayRead(origin))
                {
                    headers.AccessControlAllowOrigin = origin;
                }
            }
            headers.AccessControlExposeHeaders = "*";
        }
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Origin";
        if (settings.Browser.FrameOptions is not null)
        {
            headers.XFrameOptions = settings.Browser.FrameOptions;
        }
        return null;
    }

    private async ValueTask<Answer> RouteAsync(RequestState state, RequestTarget target)
    {
        var method = state.Context.Request.Method;
        var methods = Find(target.Path, out var parts);
        var isHead = HttpMethods.IsHead(method);
        var served = target.Refusal is null ? methods : null;
        var endpoint = served?.GetValueOrDefault(method) ?? (isHead ? served?.GetValueOrDefault("GET") : null);
        var isPublic = endpoint?.IsPublic ?? served?.Values.All(one => one.IsPublic) ?? false;
        state.Route = (endpoint ?? methods?.Values.First())?.Name ?? "-";

        var epoch = 0L;
        if (!isPublic)
        {
            epoch = await signIn.EpochAsync(state.Cancelled);
            state.Principal = await signIn.SignInAsync(Presented(state.Context.Request), epoch, state.Cancelled);
            if (state.Principal is null)
            {
                state.Context.Response.Headers.WWWAuthenticate = signIn.Challenge;
                return Refusals.Unauthenticated(endpoint?.RefusalForm ?? RefusalForm.Html);
            }
        }
        var isAdmin = state.Principal is { IsAdmin: true };
        if (target.Refusal is not null)
        {
            throw MlflowException.Invalid("Invalid path");
        }
        if (endpoint is null || (isHead && !isPublic && !isAdmin))
        {
            return NoEndpoint(state, methods, isAdmin || isPublic, isPublic);
        }
        var body = new RequestBody(state.Context.Request);
        using var json = new JsonBody(state.Context.Request, bodies, clock);
        var largest = endpoint.TakesBody ? settings.Limits.JsonBodyBytes : JsonBody.MostUnused;
        var request = new Request(
            target.Query,
            endpoint.Body == BodyUse.Stream ? default : await json.ReadAsync(body, largest),
            state.Context.Request.ContentType,
            parts
        );
        var call = new Call(state.Principal ?? Principal.Nobody, grants, epoch, body, state.Cancelled)
        {
            BodyLength = state.Context.Request.ContentLength,
            Range = state.Context.Request.Headers.Range.Count == 1 ? state.Context.Request.Headers.Range.ToString() : null,
            IfRange = state.Context.Request.Headers.IfRange is { Count: > 0 } condition ? condition.ToString() : null,
        };
        var answer = await endpoint.RunAsync(call, request);
        state.Refused = call.Decision is { Allowed: false } decision ? decision : null;
        return answer;
    }

    private static PresentedCredentials Presented(HttpRequest request) => new(request.Headers.Authorization.ToString());

    private static BufferedAnswer NoEndpoint(
        RequestState state,
        IReadOnlyDictionary<string, Endpoint>? methods,
        bool mayKnow,
        bool isPublic
    )
    {
        if (!mayKnow)
        {
            return Refusals.Forbidden(RefusalForm.Html);
        }
        if (methods is null)
        {
            return Refusals.NotFound;
        }
        state.Context.Response.Headers.Allow = Allowed(methods);
        if (!HttpMethods.IsOptions(state.Context.Request.Method))
        {
            return Refusals.MethodNotAllowed;
        }
        return new EmptyAnswer(isPublic ? 200 : 204, TextAnswer.Html);
    }

    private static string Allowed(IReadOnlyDictionary<string, Endpoint> methods)
    {
        var names = methods.Keys.Append("OPTIONS");
        var all = methods.ContainsKey("GET") ? names.Append("HEAD") : names;
        return string.Join(", ", all.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Finds the methods of a path, which begins with the static prefix where there is one.</summary>
    private IReadOnlyDictionary<string, Endpoint>? Find(string path, out PathParts parts)
    {
        var prefix = settings.Listen.StaticPrefix;
        var has = path.StartsWith(prefix, StringComparison.Ordinal) && path.Length > prefix.Length && path[prefix.Length] == '/';
        if (!endpoints.TryFind(has ? path[prefix.Length..] : path, out var methods, out parts))
        {
            return null;
        }
        return has || methods.Values.First().IgnoresStaticPrefix ? methods : null;
    }

    private bool IsProbe(string path) =>
        path is "/health" or "/version"
        || (
            settings.Listen.StaticPrefix.Length > 0
            && path.StartsWith(settings.Listen.StaticPrefix, StringComparison.Ordinal)
            && path.AsSpan(settings.Listen.StaticPrefix.Length) is "/health" or "/version"
        );

    private static bool ChangesSomething(string method) => method is "POST" or "PUT" or "PATCH" or "DELETE";

    private sealed class RequestState(HttpContext context, string requestId)
    {
        public HttpContext Context => context;

        public CancellationToken Cancelled { get; } = context.RequestAborted;

        public string RequestId => requestId;

        public string Route { get; set; } = "-";

        public Principal? Principal { get; set; }

        /// <summary>The decision that refused the request, or null.</summary>
        public Decision? Refused { get; set; }

        public int? Status { get; set; }
    }
}

/// <summary>Log lines about faults of ours and of what the server depends on.</summary>
internal static partial class Faults
{
    /// <summary>The database didn't serve a request.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "request {RequestId}: the database is unavailable")]
    public static partial void DatabaseUnavailable(this ILogger logger, string requestId, Exception error);

    /// <summary>The storage of artifacts didn't serve a request.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "request {RequestId}: the artifacts' storage is unavailable")]
    public static partial void StorageUnavailable(this ILogger logger, string requestId, Exception error);

    /// <summary>A request failed for a reason nobody foresaw.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "request {RequestId} failed")]
    public static partial void Unexpected(this ILogger logger, string requestId, Exception error);
}
