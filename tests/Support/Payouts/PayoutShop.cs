using System.Globalization;
using System.Text.Json;
using SocialCommerce.Kernel.Operators;

namespace SocialCommerce.TestSupport.Payouts;

/// <summary>A shop in Shanghai that pays in yuan, with somebody who makes batches and one who approves them.</summary>
/// <param name="Backend">The shop's own key.</param>
/// <param name="Finance">Who makes batches.</param>
/// <param name="Approver">Who approves them.</param>
internal sealed record PayoutShop(TestShop Backend, TestShop Finance, TestShop Approver)
{
    /// <summary>Midnight in Shanghai, a day of 2026.</summary>
    public static DateTimeOffset Day(int month, int day, int hour = 0) =>
        new DateTimeOffset(2026, month, day, hour, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();

    /// <summary>An amount in fen.</summary>
    public static object Fen(long amount) => new { amount, currency = "CNY" };

    /// <summary>Opens one.</summary>
    public static Task<PayoutShop> In(TestApi api, string taxMode = "none", object? settings = null) =>
        In(api.Platform, taxMode, settings);

    /// <summary>Opens one.</summary>
    public static async Task<PayoutShop> In(Platform platform, string taxMode = "none", object? settings = null)
    {
        var shop = await platform.NewShop(timeZone: "Asia/Shanghai", currency: "CNY");
        await shop.WithSpendPlan(("minimumPayout", 0));
        var made = new PayoutShop(
            shop, await platform.Operator(shop, "fay", Roles.Finance),
            await platform.Operator(shop, "ann", Roles.Approver));
        (await made.Finance.Put("/v1/payout-settings", settings ?? new { accountPauseDays = 3, taxMode })).Must(200);
        return made;
    }

    /// <summary>Lets a partner earn an amount by a friend's order; it matures after fourteen days.</summary>
    public async Task Earn(string customerId, long amount, DateTimeOffset at)
    {
        var friend = $"friend-of-{customerId}";
        if ((await Backend.Get($"/v1/customers/{friend}")).Status == 404)
        {
            (await Order($"own-{customerId}", customerId, 10_000, at)).Must(201);
            await Backend.Bind(friend, customerId);
        }
        (await Order($"o-{customerId}-{at.UtcTicks}", friend, amount * 10, at.AddHours(1))).Must(201);
    }

    /// <summary>Closes a period; the clock is at its end then.</summary>
    public async Task Settle(DateTimeOffset end)
    {
        await Backend.SetClock(end);
        (await Backend.Settle(end)).Must(201);
    }

    /// <summary>Lets a partner earn an amount on the month's first day and settles it on the 16th.</summary>
    public async Task EarnAndSettle(string customerId, long amount, int month = 1)
    {
        await Earn(customerId, amount, Day(month, 1, 8));
        await Settle(Day(month, 16));
    }

    /// <summary>Enters, verifies and makes payable the person behind a customer.</summary>
    public async Task<string> Payee(
        string customerId, string identity = "11010519900307123X", string channel = "manual", string name = "李娜")
    {
        var payee = await Backend.Post(
            "/v1/payees", new { customerId, kind = "person", name, identityNumber = identity });
        var id = payee.Text("payeeId");
        if (payee.Status == 200) return id;
        (await Approver.Post($"/v1/payees/{id}/verifications", new { document = "card" })).Must(200);
        (await Backend.Post($"/v1/payees/{id}/agreements", new { version = "1" })).Must(200);
        await Account(id, channel == "manual" ? "6222020200112233" : $"openid-{customerId}", channel);
        return id;
    }

    /// <summary>Enters an account and approves it.</summary>
    public async Task<Answer> Account(string payeeId, string account, string channel = "manual")
    {
        var bank = channel == "manual" ? "ICBC" : null;
        var proposed = (await Finance.Post($"/v1/payees/{payeeId}/accounts", new { channel, account, bank })).Must(201);
        var last = proposed.List("accounts")[^1];
        return (await Approver.Post(
            $"/v1/payees/{payeeId}/accounts/{last.GetProperty("accountId").GetString()}/approvals",
            new { masked = last.GetProperty("masked").GetString() })).Must(200);
    }

    /// <summary>Makes a batch.</summary>
    public Task<Answer> Batch(string channel = "manual", params string[] customerIds) => Finance.Post(
        "/v1/payout-batches", new { channel, customerIds = customerIds.Length == 0 ? null : customerIds });

    /// <summary>Approves a batch as it was answered.</summary>
    public Task<Answer> Approve(Answer batch) => Approver.Post(
        $"/v1/payout-batches/{batch.Text("batchId")}/approvals", new { total = Fen(batch.Minor("gross")) });

    /// <summary>Makes and approves a batch.</summary>
    public async Task<Answer> Pay(string channel = "manual") =>
        (await Approve((await Batch(channel)).Must(201))).Must(200);

    /// <summary>The payouts of a batch.</summary>
    public async Task<JsonElement[]> Payouts(Answer batch) =>
        (await Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}/payouts?limit=100")).Must(200).List("data");

    /// <summary>The transfers of a batch: number and net.</summary>
    public async Task<(string No, long Net)[]> Transfers(Answer batch) =>
    [
        .. (await Payouts(batch)).SelectMany(payout => payout.GetProperty("transfers").EnumerateArray())
            .Select(transfer => (transfer.GetProperty("transferNo").GetString()!,
                transfer.GetProperty("net").GetProperty("amount").GetInt64())),
    ];

    /// <summary>Sends a result file of lines.</summary>
    public Task<Answer> Results(Answer batch, params string[] lines) => Finance.Post(
        $"/v1/payout-batches/{batch.Text("batchId")}/results",
        new { content = string.Join("\r\n", ["transferNo,amountMinor,result,reference,reason", .. lines, ""]) });

    /// <summary>Ends every transfer of a batch alike.</summary>
    public async Task End(Answer batch, string result = "paid")
    {
        var rows = (await Transfers(batch)).Select(transfer =>
            string.Create(CultureInfo.InvariantCulture, $"{transfer.No},{transfer.Net},{result},ref,closed"));
        (await Results(batch, [.. rows])).Must(201);
    }

    /// <summary>Cancels a transfer.</summary>
    public Task<Answer> TakeBack(string no) =>
        Finance.Post($"/v1/payout-transfers/{no}/cancellations", new { reason = "wrong month" });

    /// <summary>Makes the shop believe that its database was restored from a backup.</summary>
    public Task Restore(TestApi api) =>
        api.Corrupt($"update payout_states set origin = 'another' where shop_id = {Backend.ShopKey}");

    /// <summary>Proposes a channel's list.</summary>
    public Task<Answer> Propose(object list) => Finance.Post("/v1/payout-reconciliations", list);

    /// <summary>Approves or rejects a channel's list as it was answered.</summary>
    public Task<Answer> Decide(Answer proposed, bool approve = true) => Approver.Post(
        $"/v1/payout-reconciliations/{proposed.Text("reconciliationId")}/decision", new { approve, note = "seen" });

    /// <summary>Proposes a channel's list and approves it; the refusal where the proposal is refused.</summary>
    public async Task<Answer> Reconcile(object list)
    {
        var proposed = await Propose(list);
        return proposed.Status is 200 or 201 ? await Decide(proposed) : proposed;
    }

    /// <summary>Gross, tax and net of a batch.</summary>
    public static (long Gross, long Tax, long Net) Sums(Answer batch) =>
        (batch.Minor("gross"), batch.Minor("tax"), batch.Minor("net"));

    /// <summary>What an account of the shop's ledger comes to.</summary>
    public Task<long> Balance(TestApi api, string account) => api.Count($"""
        select coalesce(sum(case '{account}' when to_account then amount when from_account then -amount else 0 end), 0)
        from movements where shop_id = {Backend.ShopKey} and unit = 'CNY'
        """);

    private Task<Answer> Order(string orderId, string customerId, long amount, DateTimeOffset at) =>
        Backend.Post("/v1/orders", new
        {
            orderId,
            customerId,
            paidAt = at,
            completedAt = at,
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Fen(amount) } },
        });
}
