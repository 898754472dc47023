using Sluice.Identity;
using Sluice.Identity.Passwords;
using Sluice.Protocol;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>
/// By what right users or grants are changed. It is looked up again in the unit of work that writes the change: between a request's
/// sign-in and its writing an administrator may have demoted or deleted the caller, or given him another password. Source:
/// docs/access.md, "Accounts".
/// </summary>
internal sealed class Standing
{
    private static readonly Sql OfCaller = new("SELECT id, username, password_hash, is_admin FROM users WHERE id = @id");

    private readonly Principal? caller;
    private readonly bool administers;

    private Standing(Principal? caller, bool administers)
    {
        this.caller = caller;
        this.administers = administers;
    }

    /// <summary>The server's own: at its start, and in what follows from a change that was allowed and made elsewhere.</summary>
    public static Standing OfServer { get; } = new(null, administers: true);

    /// <summary>That of an administrator, by the password with which he signed in.</summary>
    public static Standing OfAdministrator(Principal caller) => new(caller, administers: true);

    /// <summary>That of a user in what is his own: his account is there.</summary>
    public static Standing OfUser(Principal caller) => new(caller, administers: false);

    /// <summary>Refuses who has lost it.</summary>
    /// <exception cref="MlflowException">The caller may not any more.</exception>
    public async ValueTask CheckAsync(Session session)
    {
        if (caller is null)
        {
            return;
        }
        var account = await session.FirstAsync(OfCaller, CredentialStore.ReadAccount, ("id", caller.UserId));
        if (account is null || account.Name != caller.Name || (administers && !account.IsAdmin))
        {
            throw new MlflowException(ErrorCode.PermissionDenied, "Permission denied");
        }
        if (administers && caller.Proof is { } proof && !proof.Is(account.PasswordHash))
        {
            throw MlflowException.Invalid("Your password was changed meanwhile, so nothing was written. Sign in with it and try again.");
        }
    }
}
