using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sluice.Identity.Passwords;

namespace Sluice.Identity.Basic;

/// <summary>
/// Credentials that were verified, remembered by a keyed hash: the key is this process's own and random, so that the memory holds
/// neither a password nor a hash of one that could be attacked elsewhere. An entry is valid at the epoch at which it was made.
/// </summary>
/// <param name="capacity">
/// Most entries; when one more comes, all are dropped. Refused credentials have entries of their own, so that a flood of wrong passwords
/// can't drive out the good ones.
/// </param>
internal sealed class VerifiedCredentials(int capacity)
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    // Making one costs more than using it.
    [ThreadStatic]
    private static IncrementalHash? hash;

    private readonly ConcurrentDictionary<CredentialKey, Verification> good = new();
    private readonly ConcurrentDictionary<CredentialKey, Verification> refused = new();

    /// <summary>The key under which a header is remembered.</summary>
    public static CredentialKey KeyOf(ReadOnlySpan<byte> header)
    {
        Span<byte> mac = stackalloc byte[32];
        hash ??= IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key);
        hash.AppendData(header);
        hash.GetHashAndReset(mac);
        return new CredentialKey(
            BitConverter.ToInt64(mac),
            BitConverter.ToInt64(mac[8..]),
            BitConverter.ToInt64(mac[16..]),
            BitConverter.ToInt64(mac[24..])
        );
    }

    /// <summary>What is known of the credentials, valid now or not; null when nothing is.</summary>
    public Verification? Find(CredentialKey credentials) => good.GetValueOrDefault(credentials) ?? refused.GetValueOrDefault(credentials);

    /// <summary>Remembers a verification.</summary>
    public void Remember(CredentialKey credentials, Verification verification)
    {
        var (entries, others) = verification.Verdict.Principal is null ? (refused, good) : (good, refused);
        if (entries.Count >= capacity && !entries.ContainsKey(credentials))
        {
            entries.Clear();
        }
        entries[credentials] = verification;
        others.TryRemove(credentials, out _);
    }
}

/// <summary>A keyed hash of presented credentials (256 bits).</summary>
internal readonly record struct CredentialKey(long A, long B, long C, long D);

/// <summary>What was found for presented credentials.</summary>
/// <param name="Epoch">The epoch at which it holds.</param>
/// <param name="Verdict">Whom they prove, and on what that rests: it may still hold at a later epoch.</param>
internal sealed record Verification(long Epoch, PasswordVerdict Verdict);
