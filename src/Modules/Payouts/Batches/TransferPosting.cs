using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Books transfers: out of the statements when they are submitted, to the person when they are paid, and back, tax and
/// all, when they fail finally or the bank returns what it had paid.
/// </summary>
internal static class TransferPosting
{
    /// <summary>
    /// Makes the transfers of what was planned and books settled → clearing (net) and settled → tax payable. Manual
    /// transfers are submitted by that; others wait for their first call. The journal is open.
    /// </summary>
    public static void Submit(
        this PayoutsBatch batch, PostingContext posting, string unit, string channel, PayoutPlan plan,
        IReadOnlyList<PlannedPayout> planned, TimeProvider time, long? replaces = null)
    {
        var transfers = planned.SelectMany(one => one.Transfers.Select(part => (one, part))).ToList();
        batch.Do(DecideSql, new
        {
            shop = posting.ShopId,
            keys = planned.Select(one => one.PayoutKey).ToArray(),
            obstacles = planned.Select(one => one.Obstacle).ToArray(),
        });
        batch.Do(SubmitSql, new
        {
            shop = posting.ShopId,
            unit,
            channel,
            plan.Month,
            taxMode = plan.Settings.Content.TaxMode,
            replaces,
            state = channel == PayoutChannel.Manual ? "submitted" : "submitting",
            now = posting.RecordedAt,
            callAt = channel == PayoutChannel.Manual ? (DateTimeOffset?)null : Timestamps.Micro(time.GetUtcNow()),
            numbers = transfers.Select(_ => PlannedTransfers.NewNumber()).ToArray(),
            payouts = transfers.Select(transfer => transfer.one.PayoutKey).ToArray(),
            tables = transfers.Select(transfer => transfer.one.TaxTable).ToArray(),
            grosses = transfers.Select(transfer => transfer.part.Gross).ToArray(),
            taxes = transfers.Select(transfer => transfer.part.Tax).ToArray(),
            nets = transfers.Select(transfer => transfer.part.Net).ToArray(),
        });
    }

    /// <summary>Books a transfer under the number that its channel knows, as submitted. The journal is open.</summary>
    public static void Recover(
        this PayoutsBatch batch, PostingContext posting, string unit, string channel,
        (string Month, string Mode, string? Table) tax,
        long payoutKey, string transferNo, TransferPart part) => batch.Do(SubmitSql, new
        {
            shop = posting.ShopId,
            unit,
            channel,
            tax.Month,
            taxMode = tax.Mode,
            replaces = (long?)null,
            state = "submitted",
            now = posting.RecordedAt,
            callAt = (DateTimeOffset?)null,
            numbers = new[] { transferNo },
            payouts = new[] { payoutKey },
            tables = new[] { tax.Table },
            grosses = new[] { part.Gross },
            taxes = new[] { part.Tax },
            nets = new[] { part.Net },
        });

    /// <summary>
    /// Ends transfers that have not ended, or returns paid ones, and books what that means; answers the keys of those
    /// that this ended. The journal is open.
    /// </summary>
    public static PendingRows<long> End(
        this PayoutsBatch batch, PostingContext posting, string unit, IReadOnlyCollection<TransferOutcome> ends,
        string cause) =>
        batch.Rows<long>(EndSql, new
        {
            shop = posting.ShopId,
            unit,
            cause,
            occurredAt = posting.OccurredAt,
            now = posting.RecordedAt,
            keys = ends.Select(end => end.TransferKey).ToArray(),
            states = ends.Select(end => end.State).ToArray(),
            reasons = ends.Select(end => end.Reason).ToArray(),
            references = ends.Select(end => end.Reference).ToArray(),
        });

    private const string DecideSql = """
        update payouts o set status = case when p.obstacle is null then 'approved' else 'cancelled' end,
            reason = p.obstacle
        from unnest(@keys, @obstacles) as p(key, obstacle)
        where o.shop_id = @shop and o.payout_key = p.key and o.status = 'created'
        """;

    private const string SubmitSql = $"""
        with made as (
            insert into payout_transfers (shop_id, transfer_no, payout_key, replaces, payee_key, customer_key,
                account_key, channel, gross, tax, net, tax_mode, tax_table, tax_month, state, submitted_at,
                next_call_at)
            select @shop, b.transfer_no, o.payout_key, @replaces, o.payee_key, o.customer_key, o.account_key, @channel,
                b.gross, b.tax, b.net, @taxMode, b.tax_table, @month, @state, @now, @callAt
            from unnest(@numbers, @payouts, @tables, @grosses, @taxes, @nets)
                with ordinality as b(transfer_no, payout_key, tax_table, gross, tax, net, position)
            join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
            order by b.position
            returning transfer_key, customer_key, net, tax),
        steps as (
            insert into payout_transfer_steps (shop_id, transfer_key, state, cause, recorded_at)
            select @shop, transfer_key, @state, case when @replaces is null then 'approval' else 'askedAgain' end, @now
            from made)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, move.event, move.from_account, move.to_account, @unit, customer_key,
            move.amount, transfer_key, @now, @now
        from made
        cross join lateral (values
            ('submitted', '{Account.Settled}', '{Account.Clearing}', net),
            ('withheld', '{Account.Settled}', '{Account.TaxPayable}', tax))
            as move(event, from_account, to_account, amount)
        where move.amount > 0
        order by transfer_key
        """;

    private const string EndSql = $"""
        with ended as (
            update payout_transfers b set state = e.state, closed_at = coalesce(b.closed_at, @now),
                returned_at = case when e.state = 'returned' then @now end,
                reason = coalesce(e.reason, case when e.state = 'cancelled' then b.cancel_reason end),
                reference = coalesce(e.reference, b.reference), next_call_at = null, package = null, problem = null
            from unnest(@keys, @states, @reasons, @references) as e(key, state, reason, reference)
            where b.shop_id = @shop and b.transfer_key = e.key
                and case when e.state = 'returned' then b.state = 'paid' else b.closed_at is null end
            returning b.transfer_key, b.transfer_no, b.customer_key, b.net, b.tax, b.state),
        steps as (
            insert into payout_transfer_steps (shop_id, transfer_key, state, cause, recorded_at)
            select @shop, transfer_key, state, @cause, @now from ended),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'payout.' || state, jsonb_build_object('transferNo', transfer_no), @now from ended),
        booked as (
            insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
                subject_id, occurred_at, recorded_at)
            select @shop, {Ledger.JournalId}, move.event, move.from_account, move.to_account, @unit, customer_key,
                move.amount, transfer_key, @occurredAt, @now
            from ended
            cross join lateral (values
                ('paid', '{Account.Clearing}', '{Account.Paid}', net, state = 'paid'),
                ('returned', '{Account.Paid}', '{Account.Settled}', net, state = 'returned'),
                ('returned', '{Account.Clearing}', '{Account.Settled}', net, state <> 'paid' and state <> 'returned'),
                ('taxReturned', '{Account.TaxPayable}', '{Account.Settled}', tax, state <> 'paid'))
                as move(event, from_account, to_account, amount, applies)
            where move.applies and move.amount > 0
            order by transfer_key)
        select transfer_key from ended
        """;
}
