using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sluice.Identity.Basic;

/// <summary>
/// HTTP Basic authentication (RFC 7617, UTF-8) against MLflow's accounts. Verified credentials are remembered; equal ones that arrive
/// together are verified once; an unknown user costs what a wrong password costs.
/// </summary>
internal sealed class BasicSignIn(CredentialStore store, VerifiedCredentials verified, HashLane lane)
{
    private readonly ConcurrentDictionary<CredentialKey, Lazy<Task<Verification>>> underWay = new();

    /// <summary>
    /// The keys of header texts that are in use. A connection whose next request has the same header keeps one text for both, and its
    /// hash is computed once; an entry goes with its text.
    /// </summary>
    private readonly ConditionalWeakTable<string, StrongBox<CredentialKey>> keys = [];

    /// <summary>Names the caller of a request.</summary>
    /// <param name="header">The <c>Authorization</c> header; empty when there is none.</param>
    /// <param name="epoch">The accounts' epoch for this request.</param>
    /// <param name="cancelled">Fires when the caller has gone.</param>
    /// <returns>The caller, or null when nobody valid presented himself.</returns>
    /// <exception cref="SignInUnavailableException">Too many verifications wait.</exception>
    public ValueTask<Principal?> SignInAsync(string header, long epoch, CancellationToken cancelled)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return new ValueTask<Principal?>((Principal?)null);
        }
        var credentials = keys.GetValue(header, static text => new StrongBox<CredentialKey>(KeyOf(text))).Value;
        return verified.Find(credentials) is { } known && known.Epoch == epoch
            ? new ValueTask<Principal?>(known.Principal)
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
                return result.Principal;
            }
        }
    }

    private async Task<Verification> CheckAsync(CredentialKey credentials, string name, string password, long epoch)
    {
        var account = await store.FindAsync(name, CancellationToken.None);
        var known = verified.Find(credentials);
        bool matches;
        if (known?.PasswordHash is not null && known.PasswordHash == account?.PasswordHash)
        {
            matches = known.Principal is not null;
        }
        else
        {
            var hash = account?.PasswordHash ?? PasswordHash.Dummy;
            matches =
                await lane.RunAsync(() => PasswordHash.Verify(hash, password))
                && account is not null
                && !PublishedPasswords.All.Contains(password);
        }
        var result = new Verification(
            epoch,
            matches ? new Principal(account!.Id, account.Name, account.IsAdmin) : null,
            account?.PasswordHash ?? PasswordHash.Dummy
        );
        verified.Remember(credentials, result);
        return result;
    }

    private static (string Name, string Password)? Decode(string header)
    {
        var token = header.AsSpan(6).Trim();
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
