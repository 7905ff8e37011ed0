using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;

namespace SocialCommerce.Referrals;

/// <summary>What a binding may come from.</summary>
public static class BindingSource
{
    public const string Api = "api";
    public const string InviteCode = "inviteCode";
    public const string Touchpoint = "touchpoint";
    public const string Order = "order";
}
