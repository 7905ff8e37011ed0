using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Looks again at orders that somebody's new identities put in another light: those between the person and who shares
/// an identity, whose commission is in no statement and that no case was made of. What reaches the policy's threshold
/// is held, as at payment. Looking again changes nothing more.
/// </summary>
public sealed class LateSuspicion(Desk desk, Settings settings)
{
    private const int OrdersPerPage = 100;

    /// <summary>Looks at all of them; each order in a transaction of its own.</summary>
    internal async Task Look(long customerKey, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var shopId = desk.Shop.Id;
            var orders = (await desk.Db.Read(
                shopId, batch => batch.SharedOrders(shopId, customerKey, after, OrdersPerPage), cancel)).List;
            foreach (var order in orders) await desk.Db.Write(shopId, work => Look(work, order.OrderId), cancel);
            if (orders.Count < OrdersPerPage) return;
            after = orders[^1].OrderKey;
        }
    }

    private async Task<bool> Look(Work work, string orderId)
    {
        var reading = await RefundReading.Read(work, work.ShopId, orderId, null);
        var policy = (await settings.Commissions(work, reading.State)).Fraud;
        if (policy is null) return false;
        var (order, snapshot) = (reading.Order!, reading.Commission.ReadSnapshot());
        long[] chain = [.. snapshot.People.Where(person => person.IsHouse is null).Select(person => person.Key)];
        var looking = work.Batch();
        var known = looking.FraudCaseOf(work.ShopId, order.OrderKey);
        var signs = looking.FraudSigns(work.ShopId, policy.Rules, chain, order.PaidAt, order.OrderKey);
        var returned = looking.CountReturned(
            work.ShopId, order.CustomerKey, order.PaidAt.AddDays(-policy.Rules.WashDays), order.PaidAt);
        await looking.Run(work.Cancel);
        var earners = reading.Accruals.Where(accrual => accrual.Net > 0)
            .Select(accrual => (accrual.BeneficiaryKey, accrual.BeneficiaryId));
        if (known.First > 0 || FraudCase.Of(policy, earners, signs.List, returned.First) is not { } found) return false;

        var now = reading.State.Now(desk.Shop, desk.Time);
        var when = new Occasion(work.ShopId, now, now, order.OrderKey);
        var batch = work.Batch();
        batch.KeepFraud(when, orderId, [], [], found);
        batch.Hold(when, new HoldCause(HoldCause.Fraud, orderId), reading.Accruals);
        var mature = reading.BookMaturity(batch, when, desk.Shop.Currency);
        batch.Book([.. Holding.Hold(reading.Accruals, desk.Shop.Currency, mature)], when);
        await batch.Commit(work.Cancel);
        return true;
    }
}
