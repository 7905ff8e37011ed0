using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Orders;

/// <summary>
/// Examines orders again after a person's new identities: the orders between the person and people who share an
/// identity, whose commission is in no statement and that have no case. What reaches the policy's threshold is held, as
/// at payment. A repeated examination changes nothing more.
/// </summary>
internal sealed class LateSuspicion(FlowContext context, ShopSettings settings)
{
    private const int OrdersPerPage = 100;

    /// <summary>Looks at all of them; each order in a transaction of its own.</summary>
    internal async Task Look(long customerKey, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var shopId = context.Shop.Id;
            var orders = (await context.Db.Read(
                shopId, batch => batch.Commissions.SharedOrders(shopId, customerKey, after, OrdersPerPage), cancel))
                    .List;
            foreach (var order in orders) await context.Db.Write(
                shopId, transaction => Look(transaction, order.OrderId), cancel);
            if (orders.Count < OrdersPerPage) return;
            after = orders[^1].OrderKey;
        }
    }

    private async Task<bool> Look(ShopTransaction transaction, string orderId)
    {
        var inputs = await RefundInputs.Read(transaction, transaction.ShopId, orderId, null);
        var policy = (await settings.Commissions(transaction, inputs.State)).Fraud;
        if (policy is null) return false;
        var (order, snapshot) = (inputs.Order!, inputs.Commission.ReadSnapshot());
        long[] chain = [.. snapshot.People.Where(person => person.IsHouse is null).Select(person => person.Key)];
        var looking = transaction.Batch();
        var known = looking.Commissions.FraudCaseOf(transaction.ShopId, order.OrderKey);
        var signs = looking.Commissions.FraudSigns(
            transaction.ShopId, policy.Content, chain, order.PaidAt, order.OrderKey);
        var returned = looking.Ladder.CountReturned(
            transaction.ShopId, order.CustomerKey, order.PaidAt.AddDays(-policy.Content.WashDays), order.PaidAt);
        await looking.Run(transaction.Cancel);
        var earners = inputs.Accruals.Where(accrual => accrual.Net > 0)
            .Select(accrual => (accrual.BeneficiaryKey, accrual.BeneficiaryId));
        if (known.First > 0 || FraudCase.Of(policy, earners, signs.List, returned.First) is not { } found) return false;

        var now = inputs.State.Now(context.Shop, context.Time);
        var posting = new PostingContext(transaction.ShopId, now, now, order.OrderKey);
        var batch = transaction.Batch();
        batch.Commissions.KeepFraud(posting, orderId, [], [], found);
        batch.Commissions.Hold(posting, new HoldReason(HoldReason.Fraud, orderId), inputs.Accruals);
        var mature = inputs.BookMaturity(batch, posting, context.Shop.Currency);
        batch.Book([.. CommissionHolds.Hold(inputs.Accruals, context.Shop.Currency, mature)], posting);
        await batch.Commit(transaction.Cancel);
        return true;
    }
}
