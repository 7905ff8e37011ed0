using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// What a buyer's history says about the points of orders, and the corrections where a late event has changed it. Who
/// calls it holds the buyer's lock.
/// </summary>
internal static class PointJudging
{
    /// <summary>What is asked about an order that is being recorded, and answered; null where nothing is.</summary>
    public static async Task<EarningInputs?> OfOrder(
        ShopTransaction transaction, Shop shop, MemberCatalogue catalogue, BuyerMember buyer, PastOrder order,
        DateTimeOffset paidAt)
    {
        if (!EarningBasis.IsAsked(catalogue, paidAt, order.At)) return null;
        var latest = buyer.IsLatest(order.At);
        // The tier is in the row.
        if (latest && !EarningBasis.AsksOrders(catalogue, paidAt))
            return EarningInputs.OfTier(buyer.Row, catalogue, order.At);
        var batch = transaction.Batch();
        var asking = new EarningReads(batch, shop, order.At);
        await batch.Run(transaction.Cancel);
        if (latest) return asking.After(buyer.Row, catalogue, paidAt);
        var basis = asking.Basis(catalogue, paidAt)!;
        var past = await MemberInputs.Read(transaction, catalogue, buyer.Key);
        var facts = EarningJudgement.Of(
            [.. past.Judged(buyer.Key), new JudgedOrder(order, GrantTerms.Nothing with { Basis = basis })], catalogue,
            buyer.Row?.Invited, shop.TimeZone);
        return new EarningInputs(basis, facts[order.OrderKey]);
    }

    /// <summary>
    /// Judges all orders of a customer by what is recorded, and books what differs from what was booked. Doing it twice
    /// changes nothing.
    /// </summary>
    public static async Task Rejudge(
        ShopTransaction transaction, Shop shop, MemberCatalogue catalogue, long customerKey, DateTimeOffset now)
    {
        if (!catalogue.AsksHistory) return;
        var reads = transaction.Batch();
        var rows = reads.Membership.Members(shop.Id, [customerKey]);
        var past = new MemberInputs(reads, shop.Id, catalogue, [customerKey], []);
        await reads.Run(transaction.Cancel);
        if (rows.First is not { } member) return;
        var facts = EarningJudgement.Of(past.Judged(customerKey), catalogue, member.Invited, shop.TimeZone);
        foreach (var correction in past.Corrections(customerKey, facts))
            await Correct(transaction, shop, catalogue, customerKey, correction, now);
    }

    private static async Task Correct(
        ShopTransaction transaction, Shop shop, MemberCatalogue catalogue, long customerKey,
        PointCorrection correction, DateTimeOffset now)
    {
        var reads = transaction.Batch();
        reads.Ladder.CarryOrder(shop.Id, correction.Order.OrderId);
        var lots = reads.Membership.OrderLots(shop.Id);
        await reads.Run(transaction.Cancel);
        var batch = transaction.Batch();
        batch.NextJournal();
        batch.Membership.Judge(
            new PostingContext(shop.Id, correction.Order.At, now, correction.Order.OrderKey), customerKey, correction,
            new OrderLots(lots, MemberEffect.Lot(shop, catalogue, correction.Order.At)));
        await batch.Run(transaction.Cancel);
    }
}
