using Sluice.Access.Rules;
using Sluice.Identity.Passwords;
using Sluice.Protocol;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;
using Sluice.Protocol.Routes;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>Routes of accounts. Source: docs/access.md, "Accounts".</summary>
internal sealed class UserEndpoints(UserStore users, HashLane lane)
{
    /// <summary>Shortest password (code points) that may be set.</summary>
    public const int ShortestPassword = 12;

    internal const int LongestName = 255;

    /// <summary>Longest password (UTF-16 units): hashing has a bound.</summary>
    internal const int LongestPassword = 4096;

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table)
    {
        var routes = table.Api("2.0/mlflow") with { WrongType = WrongTypeRefusal.Plain, ChangesIn = BodyUse.Json };
        var himself = Require.Self<INamesUser>(static message => message.Username);
        routes.Post("users/create", CreateUser.Shape, Require.Admin, CreateAsync);
        routes.Get("users/get", NameUser.Shape, Require.Admin.Or(himself), GetAsync);
        routes.Get("users/list", NoFields.Shape, Require.SignedIn, ListAsync);
        routes.Get("users/current", NoFields.Shape, Require.SignedIn, CurrentAsync);
        routes.Patch("users/update-password", UpdatePassword.Shape, Require.Admin.Or(himself), UpdatePasswordAsync);
        routes.Patch("users/update-admin", UpdateAdmin.Shape, Require.Admin, UpdateAdminAsync);
        routes.Delete("users/delete", NameUser.Shape, Require.Admin, DeleteAsync);
        table.Api("3.0/mlflow").Get("users/current/permissions", NoFields.Shape, Require.SignedIn, CurrentPermissionsAsync);
    }

    private async ValueTask<Answer> CreateAsync(Call call, CreateUser message)
    {
        if (message.Username is "" || message.Password is "")
        {
            return new TextAnswer(400, TextAnswer.Html, "Username and password cannot be empty.");
        }
        CheckName(message.Username!);
        CheckPassword(message.Password!);
        var hash = await lane.RunAsync(() => PasswordHash.Make(message.Password!));
        try
        {
            return new UserAnswer(
                await users.CreateAsync(Standing.OfAdministrator(call.Principal), message.Username!, hash, isAdmin: false, call.Cancelled)
            );
        }
        catch (DuplicateKeyException)
        {
            throw new MlflowException(ErrorCode.ResourceAlreadyExists, $"User (username={message.Username}) already exists.");
        }
    }

    private async ValueTask<Answer> GetAsync(Call call, NameUser message) => new UserAnswer(await FindAsync(call, message.Username));

    private async ValueTask<Answer> ListAsync(Call call, NoFields message) => new UsersAnswer(await users.ListAsync(call.Cancelled));

    private static ValueTask<Answer> CurrentAsync(Call call, NoFields message) =>
        ValueTask.FromResult<Answer>(new CurrentUserAnswer(call.Principal));

    private static async ValueTask<Answer> CurrentPermissionsAsync(Call call, NoFields message) =>
        new PermissionsAnswer(call.Principal.IsAdmin, (await call.PermissionsAsync()).Grants);

    private ValueTask<Answer> UpdatePasswordAsync(Call call, UpdatePassword message) =>
        call.Principal.Name == message.Username ? ChangeOwnAsync(call, message) : ResetAsync(call, message);

    private async ValueTask<Answer> ChangeOwnAsync(Call call, UpdatePassword message)
    {
        string? hash = null;
        while (true)
        {
            var account = await FindAsync(call, message.Username);
            await CheckCurrentAsync(account, message);
            CheckPassword(message.Password!);
            hash ??= await lane.RunAsync(() => PasswordHash.Make(message.Password!));
            if (await users.ReplaceHashAsync(Standing.OfUser(call.Principal), account, hash, call.Cancelled))
            {
                return EmptyMessage.Line;
            }
            // Another password was stored meanwhile, or a new hash of this one: the present password is compared with that.
        }
    }

    private async ValueTask<Answer> ResetAsync(Call call, UpdatePassword message)
    {
        CheckPassword(message.Password!);
        var account = await FindAsync(call, message.Username);
        var hash = await lane.RunAsync(() => PasswordHash.Make(message.Password!));
        var isThere = await users.ResetHashAsync(Standing.OfAdministrator(call.Principal), account, hash, call.Cancelled);
        return isThere ? EmptyMessage.Line : throw NotFound(account.Name);
    }

    private async ValueTask CheckCurrentAsync(Account account, UpdatePassword message)
    {
        if (string.IsNullOrEmpty(message.CurrentPassword))
        {
            throw MlflowException.Invalid("Current password is required when changing your own password.");
        }
        if (!await lane.RunAsync(() => PasswordHash.Verify(account.PasswordHash, message.CurrentPassword)))
        {
            throw MlflowException.Invalid("Current password does not match.");
        }
        if (message.CurrentPassword == message.Password)
        {
            throw MlflowException.Invalid("New password must differ from the current password.");
        }
    }

    private async ValueTask<Answer> UpdateAdminAsync(Call call, UpdateAdmin message)
    {
        var account = await FindAsync(call, message.Username);
        var standing = Standing.OfAdministrator(call.Principal);
        var isThere = await users.UpdateAdminAsync(standing, account, message.IsAdmin!.Value, call.Cancelled);
        return isThere ? EmptyMessage.Line : throw NotFound(account.Name);
    }

    private async ValueTask<Answer> DeleteAsync(Call call, NameUser message)
    {
        if (message.Username == call.Principal.Name)
        {
            throw new MlflowException(
                ErrorCode.BadRequest,
                "Users cannot delete their own account. Ask another admin to delete this user instead."
            );
        }
        var account = await FindAsync(call, message.Username);
        var wasThere = await users.DeleteAsync(Standing.OfAdministrator(call.Principal), account, call.Cancelled);
        return wasThere ? EmptyMessage.Line : throw NotFound(account.Name);
    }

    private async ValueTask<Account> FindAsync(Call call, string? name)
    {
        return await users.FindAsync(name!, call.Cancelled) ?? throw NotFound(name!);
    }

    /// <summary>Refuses a name that no account can have.</summary>
    /// <exception cref="MlflowException">It is too long or holds a colon or control characters.</exception>
    public static void CheckName(string name)
    {
        if (name.Length > LongestName)
        {
            throw MlflowException.Invalid($"Username must be at most {LongestName} characters.");
        }
        if (name.Any(c => c == ':' || char.IsControl(c)))
        {
            throw MlflowException.Invalid("Username must not contain ':' or control characters.");
        }
    }

    /// <summary>Refuses a password that may not be set.</summary>
    /// <exception cref="MlflowException">It is too short, too long or holds NUL.</exception>
    public static void CheckPassword(string password)
    {
        if (password.EnumerateRunes().Count() < ShortestPassword)
        {
            throw MlflowException.Invalid($"Password must be at least {ShortestPassword} characters.");
        }
        if (password.Contains('\0', StringComparison.Ordinal))
        {
            throw MlflowException.Invalid("Password must not contain NUL.");
        }
        if (password.Length > LongestPassword)
        {
            throw MlflowException.Invalid($"Password must be at most {LongestPassword} characters.");
        }
    }

    private static MlflowException NotFound(string name) => MlflowException.NotFound($"User with username={name} not found");
}
