using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Amendments;
using SocialCommerce.Flows.Members;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Membership.CouponRedemptions;
using SocialCommerce.Membership.Tiers;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Refunds;

/// <summary>
/// Everything that a refund, the cancellation of one or an amendment changes, decided without I/O from what was read.
/// </summary>
internal sealed record RefundDecision(
    KeptRefund Refund, PostingContext When, string Unit, List<Reversal.Change> Changes, List<Movement> Movements,
    bool Mature,
    RefundInputs Reading, RefundStep Step, (bool Differs, Maturity? After) Maturity,
    MemberEffect? Member, List<Volume> Volumes, List<Promotion> Promotions, CommissionSettings Settings,
    List<NewHold> Holds)
{
    /// <summary>Decides.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="step">The refund or the cancellation, held against its order; it fits.</param>
    /// <param name="inputs">What it needs to know.</param>
    /// <param name="settings">Partner tiers and plan versions.</param>
    /// <param name="members">Member tiers.</param>
    /// <param name="recordedAt">When it was recorded.</param>
    public static RefundDecision Of(
        Shop shop, RefundStep step, RefundInputs inputs, CommissionSettings settings, MemberCatalogue members,
        DateTimeOffset recordedAt)
    {
        var (order, refund, effect) = (inputs.Order!, step.Refund, step.Effect);
        var plan = settings.ByKey(inputs.Commission.PlanKey)?.Content;
        var snapshot = step.Snapshot(inputs);
        var accruals = step.Cancels is null
            ? inputs.Accruals
            : [.. inputs.Accruals.Select(accrual => accrual.Regained(refund.RefundId))];
        var changes = Reversal.Of(
            accruals, Engine.Evaluate(snapshot, plan, effect.After.LeftOf(snapshot.Values)));
        var mature = inputs.Commission.IsMature(recordedAt);
        var movements = Reversal.Movements(changes, shop.Currency, mature).ToList();
        var holds = AccrualStops.OnLate(settings.Stops, inputs.Commission.HeldBy, changes);
        if (inputs.Balances is { } balances)
            movements.AddRange(Clawback.Absorb(changes.Where(IsOfBalance), balances, shop.Currency));

        var member = MemberEffect.Of(shop, inputs, step, members, recordedAt);
        var volumes = inputs.Chain.Volumes(order.CustomerKey, -effect.Value, false);
        var promotions = inputs.Chain.Promotions(settings.Tiers, order.CustomerKey, order.CustomerId, volumes);
        var posting = new PostingContext(
            shop.Id, refund.RefundedAt > order.PaidAt ? refund.RefundedAt : order.PaidAt, recordedAt, order.OrderKey);
        var answer = Answered(shop, order, step, posting, changes, member, promotions);
        return new RefundDecision(
            new KeptRefund(order.OrderId, order.OrderKey, refund, effect, answer, Cancels: step.Cancels),
            posting, shop.Currency, changes, movements, mature, inputs, step,
            mature ? default : Remaining(inputs, step, plan, recordedAt), member, volumes, promotions, settings,
            holds);

        bool IsOfBalance(Reversal.Change change) => change.Accrual is { IsHeld: false } or { OfBalance: true }
            && !holds.Any(hold =>
                (hold.Rule, hold.BeneficiaryKey) == (change.Accrual.Rule, change.Accrual.BeneficiaryKey));
    }

    /// <summary>Adds everything to a batch.</summary>
    public RefundDecision Write(SqlBatch batch)
    {
        var (chain, customerKey) = (Reading.Chain, Reading.Order!.CustomerKey);
        if (chain.Root(customerKey) is { } root) batch.Referrals.LockRootShared(When.ShopId, root);
        Keep(batch);
        Reading.BookMaturity(batch, When, Unit);
        batch.Book(Movements, When);
        batch.Commissions.AccrueLate(When, Unit, Mature, Changes);
        batch.Commissions.HoldAccrued(When, Unit, Mature, Holds);
        if (Maturity.Differs) batch.Commissions.SetMaturity(When, Maturity.After);
        var paid = Step.Amends?.ValueChange(Reading.Order) ?? 0;
        batch.Ladder.Stamp(When, new Journey(
            customerKey, null, null, null, null, null, null, 0, paid, paid + Refund.Effect.Value,
            Step.Amends?.TopRung));
        Member?.Write(batch, When, customerKey);
        var sums = Refund.Effect.After;
        batch.Membership.ReturnCoupons(
            When, Reading.Order.OrderId, Reading.Coupons, sums.IsRefunded, sums.IsRefundedWhole);
        batch.Commissions.AddVolumes(When.ShopId, Volumes);
        batch.GiveTiers(When, Promotion.ByNumbers, Unit, Settings, Promotions);
        if (Step.Amends is null) batch.Announce(When, Step.Announced, new { Refund.OrderId, Refund.Content.RefundId });
        else batch.Announce(
            When, Step.Announced, new { Refund.OrderId, AmendmentId = Refund.Content.RefundId });
        return this;
    }

    private void Keep(SqlBatch batch)
    {
        var left = Refund.Effect.After.LeftOf(Step.Snapshot(Reading).Values);
        if (Step.Amends is { } amended)
            batch.Ladder.Keep(When, amended.ToKeep(
                Refund.Waited?.OrderId ?? Refund.OrderId, Reading.Order!, Refund.Effect, Refund.Answer));
        else batch.Ladder.Keep(When, Refund);
        batch.Commissions.KeepChange(When, Step.Document, left, Step.Amends?.SnapshotLines);
    }

    /// <summary>
    /// Another maturity, or none, where other lines are left than before; an order of which nothing is left keeps its
    /// own.
    /// </summary>
    private static (bool Differs, Maturity? After) Remaining(
        RefundInputs inputs, RefundStep step, PlanContent? plan, DateTimeOffset recordedAt)
    {
        var left = step.Effect.Left;
        if (plan is null || left.All(amount => amount == 0)) return default;
        var completed = RefundRules.Completion(
            inputs.Order!, step.Amends?.Lines ?? inputs.Lines, left, plan.AutoCompleteDays, plan.ReportsShipments,
            inputs.Pauses);
        return completed == inputs.Commission.CompletedAt
            ? default
            : (true, Commissions.Terms.Maturity.Of(plan, completed, recordedAt, inputs.Pauses));
    }

    private static string Answered(
        Shop shop, OrderState order, RefundStep step, PostingContext posting, IEnumerable<Reversal.Change> changes,
        MemberEffect? member, IEnumerable<Promotion> promotions)
    {
        var (refund, goods, points) = (step.Refund, step.Effect.Goods, member?.Change.Points ?? 0);
        List<RefundOrder.Changed> changed = [.. changes.Select(change => new RefundOrder.Changed(
            change.Accrual.BeneficiaryId, change.Accrual.Rule, shop.Money(change.Difference)))];
        List<RecordPaidOrder.Promoted> promoted =
            [.. promotions.Select(p => new RecordPaidOrder.Promoted(p.CustomerId, p.To, p.From))];
        if (step.Amends is { } amended)
            return Json.Write(
                AmendOrder.Result.Of(shop, order, amended, step.Effect, posting, changed, points, promoted));
        return step.Cancels is null
            ? Json.Write(new RefundOrder.Result(
                refund.RefundId, order.OrderId, refund.RefundedAt, RefundSql.Applied, posting.RecordedAt,
                shop.Money(goods), refund.Shipping, refund.Tax, changed, points, promoted,
                step.Warnings.Count > 0 ? step.Warnings : null, refund.Stated(order.PricesIncludeTax)))
            : Json.Write(new CancelRefund.Result(
                refund.RefundId, order.OrderId, refund.RefundedAt, RefundCancellationSql.Cancelled,
                posting.RecordedAt, refund.Reason!, shop.Money(-goods), changed, points, promoted));
    }
}
