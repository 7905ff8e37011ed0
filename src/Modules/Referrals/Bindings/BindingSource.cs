namespace SocialCommerce.Referrals.Bindings;

/// <summary>What a binding may come from.</summary>
public static class BindingSource
{
    public const string Api = "api";
    public const string InviteCode = "inviteCode";
    public const string Touchpoint = "touchpoint";
    public const string Order = "order";
}
