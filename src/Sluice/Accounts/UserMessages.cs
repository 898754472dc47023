using System.Text.Json;
using Sluice.Identity;
using Sluice.Protocol;

namespace Sluice.Accounts;

/// <summary>A message that names a user.</summary>
internal interface INamesUser
{
    /// <summary>The user name, as the request gives it.</summary>
    string? Username { get; }
}

/// <summary>Names a user.</summary>
internal sealed class NameUser
{
    public string? Username { get; set; }

    public static MessageShape<NameUser> Shape { get; } =
        new(new TextField<NameUser>("username", m => m.Username, (m, v) => m.Username = v).Required());
}

/// <summary>A new account.</summary>
internal sealed class CreateUser
{
    public string? Username { get; set; }

    public string? Password { get; set; }

    public static MessageShape<CreateUser> Shape { get; } =
        new(
            new TextField<CreateUser>("username", m => m.Username, (m, v) => m.Username = v).Present(),
            new TextField<CreateUser>("password", m => m.Password, (m, v) => m.Password = v).Present()
        );
}

/// <summary>A new password; whoever changes his own gives the present one too.</summary>
internal sealed class UpdatePassword
{
    public string? Username { get; set; }

    public string? Password { get; set; }

    public string? CurrentPassword { get; set; }

    public static MessageShape<UpdatePassword> Shape { get; } =
        new(
            new TextField<UpdatePassword>("username", m => m.Username, (m, v) => m.Username = v).Required(),
            new TextField<UpdatePassword>("password", m => m.Password, (m, v) => m.Password = v).Required(),
            new TextField<UpdatePassword>("current_password", m => m.CurrentPassword, (m, v) => m.CurrentPassword = v)
        );
}

/// <summary>A new value of the admin flag.</summary>
internal sealed class UpdateAdmin
{
    public string? Username { get; set; }

    public bool? IsAdmin { get; set; }

    public static MessageShape<UpdateAdmin> Shape { get; } =
        new(
            new TextField<UpdateAdmin>("username", m => m.Username, (m, v) => m.Username = v).Required(),
            new BooleanField<UpdateAdmin>("is_admin", m => m.IsAdmin, (m, v) => m.IsAdmin = v).Required()
        );
}

/// <summary>How accounts are written into answers: keys in alphabetic order.</summary>
internal static class UserJson
{
    /// <summary>The fields of a user.</summary>
    public static void Write(Utf8JsonWriter json, long id, string name, bool isAdmin)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteBoolean("is_admin", isAdmin);
        json.WriteString("username", name);
        json.WriteEndObject();
    }

    /// <summary>An answer that holds one user.</summary>
    public static CompactAnswer One(Account account) =>
        new(json =>
        {
            json.WritePropertyName("user");
            Write(json, account.Id, account.Name, account.IsAdmin);
        });
}
