using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Identity.Passwords;

namespace Sluice.Identity.Basic;

/// <summary>
/// HTTP Basic authentication (RFC 7617, UTF-8). Whether a name and a password are good is another's to say; what was said is remembered,
/// and of equal credentials that arrive together the check is made once.
/// </summary>
internal sealed class BasicSignIn(IPasswordCheck passwords, VerifiedCredentials verified) : IWayToSignIn
{
    private const string Scheme = "Basic ";

    private readonly ConcurrentDictionary<CredentialKey, Lazy<Task<Verification>>> underWay = new();

    /// <summary>
    /// The keys of header texts that are in use. A connection whose next request has the same header keeps one text for both, and its
    /// hash is computed once; an entry goes with its text.
    /// </summary>
    private readonly ConditionalWeakTable<string, StrongBox<CredentialKey>> keys = [];

    /// <inheritdoc/>
    public string Challenge => "Basic realm=\"mlflow\"";

    /// <inheritdoc/>
    public bool Takes(PresentedCredentials presented) => presented.Authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ValueTask<Principal?> SignInAsync(PresentedCredentials presented, long epoch, CancellationToken cancelled)
    {
        var header = presented.Authorization;
        var credentials = keys.GetValue(header, static text => new StrongBox<CredentialKey>(KeyOf(text))).Value;
        return verified.Find(credentials) is { } known && known.Epoch == epoch
            ? new ValueTask<Principal?>(known.Verdict.Principal)
            : VerifyAsync(credentials, header, epoch, cancelled);
    }

    private static CredentialKey KeyOf(string header)
    {
        const int OnStack = 512;
        if (header.Length > OnStack)
        {
            return VerifiedCredentials.KeyOf(Encoding.UTF8.GetBytes(header));
        }
        Span<byte> bytes = stackalloc byte[OnStack * 3];
        return VerifiedCredentials.KeyOf(bytes[..Encoding.UTF8.GetBytes(header, bytes)]);
    }

    private async ValueTask<Principal?> VerifyAsync(CredentialKey credentials, string header, long epoch, CancellationToken cancelled)
    {
        if (Decode(header) is not (var name, var password))
        {
            return null;
        }
        while (true)
        {
            var shared = underWay.GetOrAdd(credentials, key => new Lazy<Task<Verification>>(() => CheckAsync(key, name, password, epoch)));
            Verification result;
            try
            {
                result = await shared.Value.WaitAsync(cancelled);
            }
            finally
            {
                underWay.TryRemove(new KeyValuePair<CredentialKey, Lazy<Task<Verification>>>(credentials, shared));
            }
            // One that was begun for an earlier request may have looked at an earlier state of the accounts.
            if (result.Epoch >= epoch)
            {
                return result.Verdict.Principal;
            }
        }
    }

    private async Task<Verification> CheckAsync(CredentialKey credentials, string name, string password, long epoch)
    {
        var result = new Verification(epoch, await passwords.CheckAsync(name, password, verified.Find(credentials)?.Verdict));
        verified.Remember(credentials, result);
        return result;
    }

    private static (string Name, string Password)? Decode(string header)
    {
        var token = header.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(token.Length)];
        if (!Convert.TryFromBase64Chars(token, bytes, out var length))
        {
            return null;
        }
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
