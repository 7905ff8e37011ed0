using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Membership.Homes;
using SocialCommerce.Membership.Tiers;
using SocialCommerce.Payouts.Transfers;
using SocialCommerce.Referrals.InviteCodes;

namespace SocialCommerce.Flows.Home;

/// <summary>All that a customer's home is made of, read in one batch.</summary>
internal sealed class HomeInputs
{
    private const int UsualDays = 30;

    private readonly PendingRows<ShopState> _state;
    private readonly PendingRows<long> _customer;
    private readonly MemberHomeInputs _member;
    private readonly PendingRows<ReferralHome> _referral;
    private readonly PendingRows<PartnerSummaryRow> _partner;
    private readonly PendingRows<TransfersToConfirm> _transfers;

    /// <summary>Adds the reads of a customer at a time.</summary>
    public HomeInputs(SqlBatch batch, Shop shop, string customerId, DateTimeOffset now)
    {
        _state = batch.ShopState(shop.Id);
        _customer = batch.FindBuyer(shop.Id, customerId);
        _member = new MemberHomeInputs(batch, shop.Id, now);
        _referral = batch.Referrals.Home(shop.Id);
        _partner = batch.Commissions.PartnerFigures(shop, customerId, now);
        _transfers = batch.Payouts.ToConfirm(shop.Id, now);
    }

    /// <summary>The shop's state.</summary>
    public ShopState State => _state.First!;

    /// <summary>The home at that time.</summary>
    public GetCustomerHome.Result At(
        GetCustomerHome.Query query, Shop shop, (MemberCatalogue Members, CommissionSettings Commissions) settings,
        DateTimeOffset now)
    {
        var (home, partner, toConfirm) =
            (_member.At(shop, settings.Members, now), _partner.First, _transfers.First!);
        var minimum = settings.Commissions.InForce(now)?.Content.MinimumPayout ?? 0;
        return new GetCustomerHome.Result(
            query.CustomerId, _customer.First != 0, home, _referral.First!, HomePartner.Of(partner),
            HomeCommission.Of(shop, partner, minimum, toConfirm),
            HomeAction.Of(home, toConfirm, now.AddDays(query.WithinDays ?? UsualDays)));
    }
}
