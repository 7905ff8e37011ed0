using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>Moves WeChat transfers, one transaction each: what a call, a callback or a question has told.</summary>
internal sealed class WechatTransfers(Db db, TimeProvider time, WechatSchedule pace, DatabaseOrigin origin)
{
    /// <summary>
    /// Takes up a due transfer and leases it to the caller for a while: if the caller dies, another process takes the
    /// transfer up afterwards. While payouts are paused, no transfer is sent for the first time.
    /// </summary>
    public async Task<PendingTransfer?> TakeUp(long shopId, CancellationToken cancel)
    {
        var now = Timestamps.Micro(time.GetUtcNow());
        return (await db.Write(shopId, batch => batch.Rows<PendingTransfer>(TakeUpSql, new
        {
            shop = shopId,
            now,
            until = now + pace.Lease,
            word = origin.Word,
        }), cancel)).First;
    }

    /// <summary>Keeps the bytes of a transfer's request before they are sent for the first time.</summary>
    public Task KeepRequest(long shopId, long transferKey, byte[] request, CancellationToken cancel) =>
        db.Write(
            shopId, batch => batch.Rows<long>(KeepRequestSql, new { shop = shopId, transferKey, request }), cancel);

    /// <summary>Keeps what a call that said nothing clear has answered, and when to look into it.</summary>
    public Task Postpone(
        long shopId, long transferKey, string problem, TimeSpan wait, CancellationToken cancel) =>
        db.Write(shopId, batch => batch.Rows<long>(PostponeSql, new
        {
            shop = shopId,
            transferKey,
            problem,
            next = Timestamps.Micro(time.GetUtcNow() + wait),
        }), cancel);

    /// <summary>Ends a transfer that WeChat never took.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="cause"><c>refusal</c> or <c>cancellation</c>.</param>
    /// <param name="cancel">When the caller went away.</param>
    public Task End(Shop shop, TransferOutcome end, string cause, CancellationToken cancel) =>
        db.Write(shop.Id, async transaction =>
        {
            var (posting, _) = await Lock(transaction, shop, end.TransferKey);
            var writes = transaction.Batch();
            writes.Payouts.End(posting, shop.Currency, [end], cause);
            await writes.Commit(cancel);
            return true;
        }, cancel);

    /// <summary>Moves a transfer to where WeChat says that it is.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="transferKey">The transfer.</param>
    /// <param name="transfer">What WeChat says.</param>
    /// <param name="cause"><c>call</c>, <c>query</c> or <c>callback</c>.</param>
    /// <param name="cancel">When the caller went away.</param>
    /// <exception cref="ProblemException">WeChat speaks of another amount, or contradicts what it has said
    /// finally.</exception>
    public Task Apply(Shop shop, long transferKey, WechatTransfer transfer, string cause, CancellationToken cancel) =>
        db.Write(shop.Id, async transaction =>
        {
            var (posting, pending) = await Lock(transaction, shop, transferKey);
            var now = time.GetUtcNow();
            if (transfer.TransferNo != pending.TransferNo || (transfer.Amount is { } amount && amount != pending.Net))
                throw TransferProblems.AmountDiffers.Because(
                    "This is another pending, or another amount.", "#/resource");
            var move = WechatMoves.Next(pending.State, pending.ConfirmBefore, transfer, now)
                ?? throw WechatProblems.StateUnknown.Because($"Nobody knows the state {transfer.State}.", "#/resource");
            var writes = transaction.Batch();
            if (pending.ClosedAt is not null) Contradict(pending, move);
            else if (move.IsEnd)
                writes.Payouts.End(posting, shop.Currency,
                    [new TransferOutcome(transferKey, move.State, transfer.FailReason, transfer.WechatNo)], cause);
            else Advance(writes, shop, pending, move.State, transfer, (now, posting.RecordedAt, cause));
            await writes.Commit(cancel);
            return true;
        }, cancel);

    private static void Contradict(PendingTransfer pending, WechatMove move)
    {
        if (move.IsEnd && (pending.State == "paid") != (move.State == "paid"))
            throw TransferProblems.TransferClosed.Because(
                $"The pending is {pending.State}, and that was final.", "#/resource");
    }

    private async Task<(PostingContext When, PendingTransfer Transfer)> Lock(
        ShopTransaction transaction, Shop shop, long transferKey)
    {
        var reads = transaction.Batch();
        var state = reads.ShopState(shop.Id);
        var locked = reads.Rows<PendingTransfer>(LockSql, new { shop = shop.Id, transferKey });
        await reads.Run(transaction.Cancel);
        var now = state.First!.Now(shop, time);
        return (new PostingContext(shop.Id, now, now), locked.First!);
    }

    private void Advance(
        SqlBatch batch, Shop shop, PendingTransfer pending, string state, WechatTransfer transfer,
        (DateTimeOffset World, DateTimeOffset Shop, string Cause) at) => batch.Do(AdvanceSql, new
        {
            shop = shop.Id,
            pending.TransferKey,
            state,
            transfer.WechatNo,
            transfer.Package,
            confirmBefore = state == "awaitingConfirmation" && pending.ConfirmBefore is null
                ? Timestamps.Micro((transfer.CreatedAt ?? at.World) + WechatMoves.ConfirmWithin)
                : pending.ConfirmBefore,
            next = Timestamps.Micro(at.World + Wait(pending, state, transfer)),
            at.Cause,
            now = at.Shop,
        });

    private TimeSpan Wait(PendingTransfer pending, string state, WechatTransfer transfer)
    {
        if (pending.CancelAskedAt is not null) return pace.After(pending.Attempts);
        // Only the answer to the request itself has what the member confirms with: it is sent again for that.
        return state == "awaitingConfirmation" && (transfer.Package ?? pending.Package) is null ? pace.Look : pace.Ask;
    }

    private const string Columns = """
        b.transfer_key, b.transfer_no, b.state, b.net, b.confirm_before, b.closed_at, b.attempts, b.first_call_at,
        b.request, b.package, b.problem, b.next_call_at, b.cancel_asked_at, b.payee_key, p.name, a.account_key,
        a.details, a.approved_hash
        """;

    private const string TakeUpSql = $"""
        with due as (
            select transfer_key from payout_transfers
            where shop_id = @shop and next_call_at <= @now
                and (state <> 'submitting' or cancel_asked_at is not null or not (
                    exists (
                        select from payout_states where shop_id = @shop and origin <> payout_origin(@word))
                    or coalesce((
                        select (content ->> 'paused')::boolean from settings_versions
                        where shop_id = @shop and name = '{PayoutSettings.Name}'
                        order by version desc limit 1), false)))
            order by next_call_at, transfer_key limit 1 for update skip locked)
        update payout_transfers b set next_call_at = @until, attempts = b.attempts + 1,
            first_call_at = coalesce(b.first_call_at, @now)
        from due, payees p, payee_accounts a
        where b.shop_id = @shop and b.transfer_key = due.transfer_key and p.shop_id = @shop
            and p.payee_key = b.payee_key
            and a.shop_id = @shop and a.account_key = b.account_key
        returning {Columns}
        """;

    private const string KeepRequestSql = """
        update payout_transfers set request = @request where shop_id = @shop and transfer_key = @transferKey
            and request is null
        returning transfer_key
        """;

    private const string PostponeSql = """
        update payout_transfers set problem = @problem, next_call_at = @next
        where shop_id = @shop and transfer_key = @transferKey and closed_at is null
        returning transfer_key
        """;

    private const string LockSql = $"""
        select {Columns}
        from payout_transfers b
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        where b.shop_id = @shop and b.transfer_key = @transferKey for no key update of b
        """;

    private const string AdvanceSql = """
        with moved as (
            update payout_transfers b set state = @state, reference = coalesce(@wechatNo, b.reference),
                package = coalesce(@package, b.package), confirm_before = @confirmBefore, next_call_at = @next,
                problem = null
            from (select transfer_key, state from payout_transfers where shop_id = @shop
                and transfer_key = @transferKey) as before
            where b.shop_id = @shop and b.transfer_key = before.transfer_key
            returning b.transfer_key, b.transfer_no, before.state as state_before),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'payout.' || @state, jsonb_build_object('transferNo', transfer_no), @now
            from moved where state_before <> @state)
        insert into payout_transfer_steps (shop_id, transfer_key, state, cause, recorded_at)
        select @shop, transfer_key, @state, @cause, @now from moved where state_before <> @state
        """;
}
