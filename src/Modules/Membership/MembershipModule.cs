using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Membership.BadgeAwards;
using SocialCommerce.Membership.Badges;
using SocialCommerce.Membership.Ceremonies;
using SocialCommerce.Membership.CheckIns;
using SocialCommerce.Membership.CouponClaims;
using SocialCommerce.Membership.CouponRedemptions;
using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.GamePlays;
using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.GameTeams;
using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Leaderboards;
using SocialCommerce.Membership.MemberNumbers;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointAdjustments;
using SocialCommerce.Membership.PointGifts;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.PointSpends;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.Relations;
using SocialCommerce.Membership.StoredValue;
using SocialCommerce.Membership.StoredValueReservations;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.TierInvitations;
using SocialCommerce.Membership.TierOutlooks;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership;

/// <summary>The module as the host sees it.</summary>
public static class MembershipModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(MembershipModule).Assembly, "sc_membership", Map)
    {
        Scopes = [Scopes.MembershipRead, Scopes.MembershipWrite],
        Terms = MembershipTerms.All,
        Register = Register,
        Tags =
        [
            new("Membership", "Member tiers, privileges, growth and points."),
            new("Joining", "Entry rules, contacts, the entry ceremony, memberships and member numbers."),
            new("Points", "Point balances, lots, spends, gifts and adjustments."),
            new("Stored value", "Top-ups, reservations, refunds of principal and the liability of the shop."),
            new("Quotes", "What a cart costs a customer, reserved and committed for its order."),
            new("Honours", "Leaderboards that are frozen by period, badges, titles and their awards."),
            new("Games", "Wheels with draws that can be recomputed, check-ins and team contests."),
            new("Coupons", "Coupon templates, claims, assignments, redemptions and returns."),
        ],
        Accounts = StoredValueMoves.Accounts,
        Moves = [.. LedgerMove.Of(typeof(PointMoves)), .. LedgerMove.Of(typeof(StoredValueMoves))],
        Documents = StoredValueDocuments.Sources,
        Personal = MembershipPersonalData.Data,
        Checks =
        [
            .. MemberChecks.Checks, .. CouponChecks.Checks, .. StoredValueChecks.Checks, .. PointChecks.Checks,
            .. InvitationChecks.Checks, .. LeaderboardChecks.Checks, .. GameChecks.Checks,
            .. TeamChecks.Checks,
        ],
        Sealed = [new("games", "game_key", "seed", GameRow.SeedPurpose)],
    };

    private static void Register(IServiceCollection services)
    {
        DapperTypeHandlers.RegisterJson<HeldTier[]>();
        DapperTypeHandlers.RegisterJson<GrowthPeriod>();
        DapperTypeHandlers.RegisterJson<InvitedTier[]>();
        DapperTypeHandlers.RegisterJson<AmendedTerms[]>();
        DapperTypeHandlers.RegisterJson<LineTerms[]>();
        DapperTypeHandlers.RegisterJson<EarningBasis>();
        DapperTypeHandlers.RegisterJson<EarningFacts>();
        DapperTypeHandlers.RegisterJson<Privilege[]>();
        DapperTypeHandlers.RegisterJson<CouponTerms>();
        DapperTypeHandlers.RegisterJson<LeaderboardTerms>();
        DapperTypeHandlers.RegisterJson<BadgeTerms>();
        DapperTypeHandlers.RegisterJson<GameTerms>();
        DapperTypeHandlers.RegisterJson<GamePrize>();
        DapperTypeHandlers.RegisterJson<Odds[]>();
        services.AddScoped<ClaimContext>().AddScoped<GameContext>();
        services.AddScoped<MemberReader>().AddScoped<PrivilegeReader>();
        services.AddSingleton<CouponNoticeSchedule>().AddHostedService<AnnounceExpiringCoupons>();
        services.AddSingleton<PointExpirySchedule>().AddHostedService<ExpirePoints>();
        services.AddSingleton<MemberCatalogues>().AddSingleton<People>();
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        PutMemberTier.Map(routes);
        ListMemberTiers.Map(routes);
        GetMemberTier.Map(routes);
        PutMembershipSettings.Map(routes);
        GetMemberPrivileges.Map(routes);
        PutMemberBirthday.Map(routes);
        GetMember.Map(routes);
        GetMemberTierProjection.Map(routes);
        InviteToTier.Map(routes);
        RevokeTierInvitation.Map(routes);
        ListTierInvitations.Map(routes);
        PutJoiningSettings.Map(routes);
        ListMemberships.Map(routes);
        ListDueCeremonies.Map(routes);
        GiveMemberNumber.Map(routes);
        GetMemberNumber.Map(routes);
        FindMemberNumber.Map(routes);
        GetMembershipCertificate.Map(routes);
        PutRelationSettings.Map(routes);
        ListMemberPoints.Map(routes);
        GetPointBalance.Map(routes);
        ListPointLots.Map(routes);
        SpendPoints.Map(routes);
        GetPointSpend.Map(routes);
        CancelPointSpend.Map(routes);
        GivePoints.Map(routes);
        RequestPointAdjustment.Map(routes);
        ListPointAdjustments.Map(routes);
        DecidePointAdjustment.Map(routes);
        PutStoredValueSettings.Map(routes);
        TopUpStoredValue.Map(routes);
        GetStoredValue.Map(routes);
        ListStoredValueEntries.Map(routes);
        ReserveStoredValue.Map(routes);
        CommitReservation.Map(routes);
        ReleaseReservation.Map(routes);
        ReturnStoredValue.Map(routes);
        RefundStoredValue.Map(routes);
        GetStoredValueLiability.Map(routes);
        PutCouponTemplate.Map(routes);
        ListCouponTemplates.Map(routes);
        GetCouponTemplate.Map(routes);
        ClaimCoupons.Map(routes);
        ListCouponOffers.Map(routes);
        ListCustomerCoupons.Map(routes);
        QualifyCoupons.Map(routes);
        AssignCoupons.Map(routes);
        GetCoupon.Map(routes);
        GetCouponQr.Map(routes);
        ReturnCoupon.Map(routes);
        PutLeaderboard.Map(routes);
        ListLeaderboards.Map(routes);
        GetLeaderboard.Map(routes);
        PutBadge.Map(routes);
        ListBadges.Map(routes);
        GetBadge.Map(routes);
        AwardBadge.Map(routes);
        RevokeBadgeAward.Map(routes);
        ListBadgeAwards.Map(routes);
        PutGameSettings.Map(routes);
        PutGame.Map(routes);
        ListGames.Map(routes);
        GetGame.Map(routes);
        PlayGame.Map(routes);
        ListGamePlays.Map(routes);
        ListCustomerGamePlays.Map(routes);
        RecordCheckIn.Map(routes);
        GetCheckInProgress.Map(routes);
        JoinTeam.Map(routes);
        ListTeamMembers.Map(routes);
    }
}
