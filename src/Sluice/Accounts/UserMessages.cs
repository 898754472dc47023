using Sluice.Access.Grants;
using Sluice.Identity;
using Sluice.Identity.Passwords;
using Sluice.Protocol.Answers;
using Sluice.Protocol.Messages;

namespace Sluice.Accounts;

/// <summary>A message that names a user.</summary>
internal interface INamesUser
{
    /// <summary>The user name, as the request gives it.</summary>
    string? Username { get; }
}

/// <summary>Names a user.</summary>
internal sealed class NameUser : INamesUser
{
    public string? Username;
    string? INamesUser.Username => Username;

    public static readonly MessageShape<NameUser> Shape = new(f => f.Text("username", m => ref m.Username).Required());
}

/// <summary>A new account.</summary>
internal sealed class CreateUser : INamesUser
{
    public string? Username;
    public string? Password;
    string? INamesUser.Username => Username;

    public static readonly MessageShape<CreateUser> Shape = new(f =>
    {
        f.Text("username", m => ref m.Username).Present();
        f.Text("password", m => ref m.Password).Present();
    });
}

/// <summary>A new password; whoever changes his own gives the present one too.</summary>
internal sealed class UpdatePassword : INamesUser
{
    public string? Username;
    public string? Password;
    public string? CurrentPassword;
    string? INamesUser.Username => Username;

    public static readonly MessageShape<UpdatePassword> Shape = new(f =>
    {
        f.Text("username", m => ref m.Username).Required();
        f.Text("password", m => ref m.Password).Required();
        f.Text("current_password", m => ref m.CurrentPassword);
    });
}

/// <summary>A new value of the admin flag.</summary>
internal sealed class UpdateAdmin : INamesUser
{
    public string? Username;
    public bool? IsAdmin;
    string? INamesUser.Username => Username;

    public static readonly MessageShape<UpdateAdmin> Shape = new(f =>
    {
        f.Text("username", m => ref m.Username).Required();
        f.Boolean("is_admin", m => ref m.IsAdmin).Required();
    });
}

/// <summary>An answer about accounts.</summary>
internal abstract class AccountAnswer : MessageAnswer
{
    protected override JsonLayout Layout => JsonLayout.Line;
}

/// <summary>One user.</summary>
internal sealed class UserAnswer(Account account) : AccountAnswer
{
    public override void Write(MessageWriter writer) => writer.Message("user"u8, account, WriteUser);

    /// <summary>Writes the fields of a user.</summary>
    public static void WriteUser(MessageWriter writer, Account account)
    {
        writer.Integer("id"u8, account.Id);
        writer.Text("username"u8, account.Name);
        writer.Boolean("is_admin"u8, account.IsAdmin);
    }
}

/// <summary>All users. Their roles aren't served yet.</summary>
internal sealed class UsersAnswer(IReadOnlyList<Account> accounts) : AccountAnswer
{
    public override void Write(MessageWriter writer)
    {
        writer.BeginList("users"u8);
        foreach (var account in accounts)
        {
            writer.Element(account, WriteWithRoles);
        }
        writer.EndList();
    }

    private static void WriteWithRoles(MessageWriter writer, Account account)
    {
        UserAnswer.WriteUser(writer, account);
        writer.BeginList("roles"u8);
        writer.EndList();
    }
}

/// <summary>Who asks.</summary>
internal sealed class CurrentUserAnswer(Principal principal) : AccountAnswer
{
    public override void Write(MessageWriter writer)
    {
        writer.Message(
            "user"u8,
            principal,
            static (w, user) =>
            {
                w.Integer("id"u8, user.UserId);
                w.Text("username"u8, user.Name);
                w.Boolean("is_admin"u8, user.IsAdmin);
            }
        );
        writer.Boolean("is_basic_auth"u8, true);
    }
}

/// <summary>What the roles of a user allow and forbid.</summary>
internal sealed class PermissionsAnswer(bool isAdmin, IReadOnlyList<Grant> grants) : AccountAnswer
{
    public override void Write(MessageWriter writer)
    {
        writer.Boolean("is_admin"u8, isAdmin);
        writer.BeginList("permissions"u8);
        foreach (var grant in grants)
        {
            writer.Element(grant, WriteGrant);
        }
        writer.EndList();
    }

    private static void WriteGrant(MessageWriter writer, Grant grant)
    {
        writer.Integer("role_id"u8, grant.RoleId);
        writer.Text("role_name"u8, grant.RoleName);
        writer.Text("workspace"u8, grant.Workspace);
        writer.Text("resource_type"u8, grant.Type);
        writer.Text("resource_pattern"u8, grant.Pattern);
        writer.Text("permission"u8, grant.Permission.Name());
    }
}
