using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>Everything that a refund changes, decided without I/O from what was read.</summary>
internal sealed record RefundDecision(
    KeptRefund Refund, Occasion When, string Unit, List<Reversal.Change> Changes, List<Movement> Movements, bool Mature,
    RefundReading Reading, Maturity? NewMaturity,
    MemberEffect? Member, List<Volume> Volumes, List<Promotion> Promotions, CommissionSettings Settings,
    List<NewHold> Holds)
{
    /// <summary>Decides.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="refund">The refund.</param>
    /// <param name="reading">What it needs to know.</param>
    /// <param name="measured">The refund held against its order; it fits.</param>
    /// <param name="settings">Partner tiers and plan versions.</param>
    /// <param name="members">Member tiers.</param>
    /// <param name="recordedAt">When it was heard of.</param>
    public static RefundDecision Of(
        Shop shop, RefundContent refund, RefundReading reading, MeasuredRefund measured, CommissionSettings settings,
        MemberCatalogue members, DateTimeOffset recordedAt)
    {
        var (order, effect) = (reading.Order!, measured.Effect!);
        var left = effect.Left;
        var plan = settings.ByKey(reading.Commission.PlanKey)?.Content;
        var snapshot = reading.Commission.ReadSnapshot();
        var changes = Reversal.Of(
            reading.Accruals, Engine.Evaluate(snapshot, plan, effect.After.LeftOf(snapshot.Values)));
        var mature = reading.Commission.IsMature(recordedAt);
        var movements = Reversal.Movements(changes, shop.Currency, mature).ToList();
        var holds = Brakes.OnLate(settings.Brakes, reading.Commission.HeldBy, changes);
        if (reading.Balances is { } balances)
            movements.AddRange(Clawback.Absorb(changes.Where(IsOfBalance), balances, shop.Currency));

        var member = MemberEffect.Of(reading, refund, effect, members, recordedAt);
        var volumes = reading.Chain.Volumes(order.CustomerKey, -effect.Value, false);
        var promotions = reading.Chain.Promotions(settings.Tiers, order.CustomerKey, order.CustomerId, volumes);
        var when = new Occasion(
            shop.Id, refund.RefundedAt > order.PaidAt ? refund.RefundedAt : order.PaidAt, recordedAt, order.OrderKey);
        var result = Answered(shop, order, refund, measured, when, changes, member, promotions);
        return new RefundDecision(
            new KeptRefund(order.OrderId, order.OrderKey, refund, effect, Json.Write(result)),
            when, shop.Currency, changes, movements, mature, reading,
            mature ? null : Remaining(reading, plan, left, recordedAt), member, volumes, promotions,
            settings, holds);

        bool IsOfBalance(Reversal.Change change) => change.Accrual is { IsHeld: false } or { OfBalance: true }
            && !holds.Any(hold =>
                (hold.Rule, hold.BeneficiaryKey) == (change.Accrual.Rule, change.Accrual.BeneficiaryKey));
    }

    /// <summary>Adds everything to a batch.</summary>
    public void Write(Batch batch, ChainReading chain, long customerKey)
    {
        if (chain.Root(customerKey) is { } root) batch.HoldRoot(When.ShopId, root);
        batch.Keep(When, Refund);
        batch.KeepChange(
            When, new Document(OrderChanges.Refund, Refund.Content.RefundId),
            Refund.Effect.After.LeftOf(Reading.Commission.ReadSnapshot().Values));
        Reading.BookMaturity(batch, When, Unit);
        batch.Book(Movements, When);
        batch.AccrueLate(When, Unit, Mature, Changes);
        batch.HoldAccrued(When, Unit, Mature, Holds);
        if (NewMaturity is not null) batch.SetMaturity(When, NewMaturity);
        batch.Stamp(When, new Journey(
            customerKey, null, null, null, null, null, null, 0, 0, Refund.Effect.Value, null));
        Member?.Write(batch, When, customerKey);
        batch.Add(When.ShopId, Volumes);
        batch.Give(When, Promotion.ByNumbers, Unit, Settings, Promotions);
        batch.Announce(When, "order.refunded", new { Refund.OrderId, Refund.Content.RefundId });
    }

    /// <summary>A new maturity when refunding the lines that were open has completed the order; else null.</summary>
    private static Maturity? Remaining(
        RefundReading reading, PlanContent? plan, IReadOnlyList<long> left, DateTimeOffset recordedAt)
    {
        if (plan is null || left.All(amount => amount == 0)) return null;
        var completed = RefundRules.Completion(
            reading.Order!, reading.Lines, left, plan.AutoCompleteDays, plan.ReportsShipments, reading.Pauses);
        return completed == reading.Commission.CompletedAt
            ? null
            : Maturity.Of(plan, completed, recordedAt, reading.Pauses);
    }

    private static RefundOrder.Result Answered(
        Shop shop, OrderState order, RefundContent refund, MeasuredRefund measured, Occasion when,
        IEnumerable<Reversal.Change> changes, MemberEffect? member, IEnumerable<Promotion> promotions) => new(
        refund.RefundId, order.OrderId, refund.RefundedAt, RefundStatements.Applied, when.RecordedAt,
        shop.Money(measured.Effect!.Goods), refund.Shipping, refund.Tax,
        [.. changes.Select(change => new RefundOrder.Changed(
            change.Accrual.BeneficiaryId, change.Accrual.Rule, shop.Money(change.Difference)))],
        member?.Change.Points ?? 0,
        [.. promotions.Select(p => new SettlePaidOrder.Promoted(p.CustomerId, p.To, p.From))],
        measured.Warnings.Count > 0 ? measured.Warnings : null);
}
