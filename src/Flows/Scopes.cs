namespace SocialCommerce.Flows;

/// <summary>The scopes of the flows' operations, each declared by the module whose resource it names.</summary>
internal static class Scopes
{
    public const string CommissionsRead = Commissions.Scopes.CommissionsRead;
    public const string CommissionsWrite = Commissions.Scopes.CommissionsWrite;
    public const string CustomersRead = Kernel.Http.Scopes.CustomersRead;
    public const string CustomersWrite = Kernel.Http.Scopes.CustomersWrite;
    public const string MembershipRead = Membership.Scopes.MembershipRead;
    public const string MembershipWrite = Membership.Scopes.MembershipWrite;
    public const string OrdersRead = Ladder.Scopes.OrdersRead;
    public const string OrdersWrite = Ladder.Scopes.OrdersWrite;
    public const string PayoutsRead = Payouts.Scopes.PayoutsRead;
    public const string ReferralsWrite = Referrals.Scopes.ReferralsWrite;
}
