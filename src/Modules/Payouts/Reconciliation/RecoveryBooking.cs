using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>Books transfers of an approved list that a restore of the database has lost.</summary>
/// <param name="transaction">The transaction of the approval.</param>
/// <param name="shop">The shop.</param>
/// <param name="posting">The time of the approval.</param>
/// <param name="by">The list, the settings in force, and the person who approves it.</param>
internal sealed class RecoveryBooking(
    ShopTransaction transaction, Shop shop, PostingContext posting,
    (ReconciliationRow List, PayoutSettingsRow Settings, Person Approver) by)
{
    /// <summary>Books a transfer as submitted, under the number that its channel knows; answers its key.</summary>
    public async Task<long> Book(string transferNo, Recovery one)
    {
        var making = transaction.Batch();
        var made = making.Rows<long>(RecoverSql, new
        {
            shop = shop.Id,
            by.List.Channel,
            by.Settings.Version,
            by.List.ProposedBy,
            by.List.ProposedAt,
            by = by.Approver.OperatorId,
            by.List.Document,
            one.Customer.CustomerKey,
            one.Customer.PayeeKey,
            one.Customer.AccountKey,
            one.Part.Gross,
            now = posting.RecordedAt,
        });
        await making.Run(transaction.Cancel);
        var booking = transaction.Batch();
        booking.Payouts.Recover(
            posting, shop.Currency, by.List.Channel, (one.Month, by.Settings.Content.TaxMode, one.TaxTable), made.First,
            transferNo, one.Part);
        booking.Payouts.MatchStatements(shop.Id, made.First);
        var transfer = booking.Rows<long>(KeepSql, new
        {
            shop = shop.Id,
            key = by.List.ReconciliationKey,
            payoutKey = made.First,
            one.Beyond,
        });
        await booking.Run(transaction.Cancel);
        return transfer.First;
    }

    // What two persons had approved is lost with the batch; one of its own says who brought it back, and from what.
    private const string RecoverSql = """
        with batch as (
            insert into payout_batches (shop_id, channel, status, skipped, settings_version, created_by, created_at,
                decided_by, decided_at, reason)
            values (@shop, @channel, 'approved', '[]'::jsonb, @version, @proposedBy, @proposedAt, @by, @now, @document)
            returning batch_key)
        insert into payouts (shop_id, batch_key, customer_key, payee_key, account_key, status, proposed)
        select @shop, batch.batch_key, @customerKey, @payeeKey, @accountKey, 'approved', @gross from batch
        returning payout_key
        """;

    private const string KeepSql = """
        insert into payout_recoveries (shop_id, transfer_key, reconciliation_key, beyond)
        select @shop, transfer_key, @key, @beyond from payout_transfers where shop_id = @shop
            and payout_key = @payoutKey
        returning transfer_key
        """;
}
