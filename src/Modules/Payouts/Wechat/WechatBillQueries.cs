using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>Moves WeChat bills, one transaction each: what a call, a callback or a question has told.</summary>
internal sealed class WechatBillQueries(Db db, TimeProvider time, WechatSchedule pace, DatabaseOrigin origin)
{
    /// <summary>
    /// Takes up a due bill and leases it to the caller for a while: if the caller dies, another process takes the bill
    /// up afterwards. While payouts are paused, no bill is sent for the first time.
    /// </summary>
    public async Task<WechatBillQuery?> TakeUp(long shopId, CancellationToken cancel)
    {
        var now = Timestamps.Micro(time.GetUtcNow());
        return (await db.Write(shopId, batch => batch.Rows<WechatBillQuery>(TakeUpSql, new
        {
            shop = shopId,
            now,
            until = now + pace.Lease,
            word = origin.Word,
        }), cancel)).First;
    }

    /// <summary>Keeps the bytes of a bill's request before they are sent for the first time.</summary>
    public Task KeepRequest(long shopId, long billKey, byte[] request, CancellationToken cancel) =>
        db.Write(shopId, batch => batch.Rows<long>(KeepRequestSql, new { shop = shopId, billKey, request }), cancel);

    /// <summary>Keeps what a call that said nothing clear has answered, and when to look into it.</summary>
    public Task Postpone(
        long shopId, long billKey, string problem, TimeSpan wait, CancellationToken cancel) =>
        db.Write(shopId, batch => batch.Rows<long>(PostponeSql, new
        {
            shop = shopId,
            billKey,
            problem,
            next = Timestamps.Micro(time.GetUtcNow() + wait),
        }), cancel);

    /// <summary>Ends a bill that WeChat never took.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="cause"><c>refusal</c> or <c>cancellation</c>.</param>
    /// <param name="cancel">When the caller went away.</param>
    public Task End(Shop shop, TransferOutcome end, string cause, CancellationToken cancel) =>
        db.Write(shop.Id, async transaction =>
        {
            var (posting, _) = await Lock(transaction, shop, end.BillKey);
            var writes = transaction.Batch();
            writes.Payouts.End(posting, shop.Currency, [end], cause);
            await writes.Commit(cancel);
            return true;
        }, cancel);

    /// <summary>Moves a bill to where WeChat says that it is.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="billKey">The bill.</param>
    /// <param name="transfer">What WeChat says.</param>
    /// <param name="cause"><c>call</c>, <c>query</c> or <c>callback</c>.</param>
    /// <param name="cancel">When the caller went away.</param>
    /// <exception cref="ProblemException">WeChat speaks of another amount, or contradicts what it has said
    /// finally.</exception>
    public Task Apply(Shop shop, long billKey, WechatTransfer transfer, string cause, CancellationToken cancel) =>
        db.Write(shop.Id, async transaction =>
        {
            var (posting, bill) = await Lock(transaction, shop, billKey);
            var now = time.GetUtcNow();
            if (transfer.BillNo != bill.BillNo || (transfer.Amount is { } amount && amount != bill.Net))
                throw TransferProblems.AmountDiffers.Because("This is another bill, or another amount.", "#/resource");
            var move = WechatMoves.Next(bill.State, bill.ConfirmBefore, transfer, now)
                ?? throw WechatProblems.StateUnknown.Because($"Nobody knows the state {transfer.State}.", "#/resource");
            var writes = transaction.Batch();
            if (bill.ClosedAt is not null) Contradict(bill, move);
            else if (move.IsEnd)
                writes.Payouts.End(posting, shop.Currency,
                    [new TransferOutcome(billKey, move.State, transfer.FailReason, transfer.TransferNo)], cause);
            else Advance(writes, shop, bill, move.State, transfer, (now, posting.RecordedAt, cause));
            await writes.Commit(cancel);
            return true;
        }, cancel);

    private static void Contradict(WechatBillQuery bill, WechatMove move)
    {
        if (move.IsEnd && (bill.State == "paid") != (move.State == "paid"))
            throw TransferProblems.BillClosed.Because($"The bill is {bill.State}, and that was final.", "#/resource");
    }

    private async Task<(PostingContext When, WechatBillQuery Bill)> Lock(
        ShopTransaction transaction, Shop shop, long billKey)
    {
        var reads = transaction.Batch();
        var state = reads.ShopState(shop.Id);
        var locked = reads.Rows<WechatBillQuery>(LockSql, new { shop = shop.Id, billKey });
        await reads.Run(transaction.Cancel);
        var now = state.First!.Now(shop, time);
        return (new PostingContext(shop.Id, now, now), locked.First!);
    }

    private void Advance(
        SqlBatch batch, Shop shop, WechatBillQuery bill, string state, WechatTransfer transfer,
        (DateTimeOffset World, DateTimeOffset Shop, string Cause) at) => batch.Do(AdvanceSql, new
        {
            shop = shop.Id,
            bill.BillKey,
            state,
            transfer.TransferNo,
            transfer.Package,
            confirmBefore = state == "awaitingConfirmation" && bill.ConfirmBefore is null
                ? Timestamps.Micro((transfer.CreatedAt ?? at.World) + WechatMoves.ConfirmWithin)
                : bill.ConfirmBefore,
            next = Timestamps.Micro(at.World + Wait(bill, state, transfer)),
            at.Cause,
            now = at.Shop,
        });

    private TimeSpan Wait(WechatBillQuery bill, string state, WechatTransfer transfer)
    {
        if (bill.CancelAskedAt is not null) return pace.After(bill.Attempts);
        // Only the answer to the request itself has what the member confirms with: it is sent again for that.
        return state == "awaitingConfirmation" && (transfer.Package ?? bill.Package) is null ? pace.Look : pace.Ask;
    }

    private const string Columns = """
        b.bill_key, b.bill_no, b.state, b.net, b.confirm_before, b.closed_at, b.attempts, b.first_call_at, b.request,
        b.package, b.problem, b.next_call_at, b.cancel_asked_at, b.payee_key, p.name, a.account_key,
        a.details, a.approved_hash
        """;

    private const string TakeUpSql = $"""
        with due as (
            select bill_key from payout_bills
            where shop_id = @shop and next_call_at <= @now
                and (state <> 'submitting' or cancel_asked_at is not null or not exists (
                    select from payout_settings
                    where shop_id = @shop and (paused or origin <> payout_origin(@word))))
            order by next_call_at, bill_key limit 1 for update skip locked)
        update payout_bills b set next_call_at = @until, attempts = b.attempts + 1,
            first_call_at = coalesce(b.first_call_at, @now)
        from due, payees p, payee_accounts a
        where b.shop_id = @shop and b.bill_key = due.bill_key and p.shop_id = @shop and p.payee_key = b.payee_key
            and a.shop_id = @shop and a.account_key = b.account_key
        returning {Columns}
        """;

    private const string KeepRequestSql = """
        update payout_bills set request = @request where shop_id = @shop and bill_key = @billKey and request is null
        returning bill_key
        """;

    private const string PostponeSql = """
        update payout_bills set problem = @problem, next_call_at = @next
        where shop_id = @shop and bill_key = @billKey and closed_at is null
        returning bill_key
        """;

    private const string LockSql = $"""
        select {Columns}
        from payout_bills b
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        where b.shop_id = @shop and b.bill_key = @billKey for no key update of b
        """;

    private const string AdvanceSql = """
        with moved as (
            update payout_bills b set state = @state, reference = coalesce(@transferNo, b.reference),
                package = coalesce(@package, b.package), confirm_before = @confirmBefore, next_call_at = @next,
                problem = null
            from (select bill_key, state from payout_bills where shop_id = @shop and bill_key = @billKey) as before
            where b.shop_id = @shop and b.bill_key = before.bill_key
            returning b.bill_key, b.bill_no, before.state as state_before),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'payout.' || @state, jsonb_build_object('billNo', bill_no), @now
            from moved where state_before <> @state)
        insert into payout_bill_steps (shop_id, bill_key, state, cause, recorded_at)
        select @shop, bill_key, @state, @cause, @now from moved where state_before <> @state
        """;
}
